package io.camkit.sink.webrtc.srtp;

import static io.camkit.sink.webrtc.srtp.Packets.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SrtpKeysTest {
    private static final byte[] MATERIAL = hex("11".repeat(16) + "22".repeat(16) + "33".repeat(12) + "44".repeat(12));

    @Test
    void keysComeBeforeSaltsAndTheClientsBeforeTheServers() {
        SrtpKeys keys = SrtpKeys.ofClient(SrtpProfile.AEAD_AES_128_GCM, MATERIAL);

        assertArrayEquals(hex("11".repeat(16)), keys.local().key());
        assertArrayEquals(hex("33".repeat(12)), keys.local().salt());
        assertArrayEquals(hex("22".repeat(16)), keys.remote().key());
        assertArrayEquals(hex("44".repeat(12)), keys.remote().salt());
    }

    @Test
    void theServerSeesThemTheOtherWayRound() {
        SrtpKeys keys = SrtpKeys.ofServer(SrtpProfile.AEAD_AES_128_GCM, MATERIAL);

        assertArrayEquals(hex("22".repeat(16)), keys.local().key());
        assertArrayEquals(hex("11".repeat(16)), keys.remote().key());
    }

    @Test
    void nothingOfThemIsPrinted() {
        SrtpKeys keys = SrtpKeys.ofServer(SrtpProfile.AEAD_AES_128_GCM, MATERIAL);

        assertEquals("AEAD_AES_128_GCM ***", keys.toString());
        assertEquals("***", keys.local().toString());
        assertEquals("***", SessionKeys.media(keys.local()).toString());
    }

    @Test
    void materialForAnotherProfileIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> SrtpKeys.ofServer(SrtpProfile.AES128_CM_HMAC_SHA1_80, MATERIAL));
    }
}
