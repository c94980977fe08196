package io.camkit.sink.webrtc.srtp;

import static io.camkit.sink.webrtc.srtp.Packets.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CounterCipherTest {
    private static final int LAST_BLOCK = 0xff01;

    /** RFC 3711, appendix B.2. */
    @Test
    void theKeyStreamOfTheStandardsExampleIsMade() {
        byte[] stream = new byte[(LAST_BLOCK + 1) * 16 + Packets.ROOM];
        new CounterCipher(new SessionKeys(
                        SrtpProfile.AES128_CM_HMAC_SHA1_80,
                        false,
                        hex("2B7E151628AED2A6ABF7158809CF4F3C"),
                        new byte[20],
                        hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD")))
                .seal(stream, 0, stream.length - Packets.ROOM, 0, 0, 0);

        assertBlock("E03EAD0935C95E80E166B16DD92B4EB4", stream, 0);
        assertBlock("D23513162B02D0F72A43A2FE4A5F97AB", stream, 1);
        assertBlock("41E95B3BB0A2E8DD477901E4FCA894C0", stream, 2);
        assertBlock("EC8CDF7398607CB0F2D21675EA9EA1E4", stream, 0xfeff);
        assertBlock("362B7C3C6773516318A077D7FC5073AE", stream, 0xff00);
        assertBlock("6A2CC3787889374FBEB4C81B17BA6C44", stream, LAST_BLOCK);
    }

    private static void assertBlock(String expected, byte[] stream, int block) {
        assertArrayEquals(hex(expected), Arrays.copyOfRange(stream, block * 16, block * 16 + 16));
    }

    @Test
    void theRollOverCounterIsAuthenticatedThoughItIsNotSent() {
        SessionKeys keys = SessionKeys.media(Packets.key(SrtpProfile.AES128_CM_HMAC_SHA1_80));
        byte[] packet = Packets.rtp(1, 2, 10);
        int length = new CounterCipher(keys).seal(packet, 12, 22, 2, 0x1_0001, 1);

        assertEquals(32, length);
        assertEquals(-1, new CounterCipher(keys).open(packet.clone(), 12, length, 2, 1, 0));
        assertEquals(22, new CounterCipher(keys).open(packet, 12, length, 2, 0x1_0001, 1));
    }
}
