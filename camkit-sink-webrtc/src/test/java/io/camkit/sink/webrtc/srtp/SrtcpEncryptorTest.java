package io.camkit.sink.webrtc.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtcpEncryptorTest {
    private static final SrtpKey KEY = Packets.key(SrtpProfile.AEAD_AES_128_GCM);

    @ParameterizedTest
    @EnumSource
    void whatOneEndEncryptsTheOtherDecrypts(SrtpProfile profile) {
        var encryptor = new SrtcpEncryptor(Packets.key(profile));
        var decryptor = new SrtcpDecryptor(Packets.key(profile));
        for (int i = 0; i < 10; i++) {
            byte[] packet = Packets.rtcp(1);
            byte[] plain = Arrays.copyOf(packet, 20);
            int length = encryptor.protect(packet, 20);

            assertEquals(20 + profile.controlBytes(), length);
            assertArrayEquals(Arrays.copyOf(plain, 8), Arrays.copyOf(packet, 8));
            assertFalse(Arrays.equals(plain, Arrays.copyOf(packet, 20)));
            assertEquals(20, decryptor.unprotect(packet, length));
            assertArrayEquals(plain, Arrays.copyOf(packet, 20));
        }
    }

    @Test
    void packetsAreNumberedWithTheirFlag() {
        var encryptor = new SrtcpEncryptor(KEY);
        for (int i = 0; i < 3; i++) {
            byte[] packet = Packets.rtcp(1);
            int length = encryptor.protect(packet, 20);

            assertEquals((1 << 31) | i, Words.getInt(packet, length - 4));
        }
    }

    @Test
    void aKeyThatIsUsedUpIsNotUsedAgain() {
        var encryptor = new SrtcpEncryptor(SessionKeys.control(KEY), Integer.MAX_VALUE);
        encryptor.protect(Packets.rtcp(1), 20);

        assertThrows(IllegalStateException.class, () -> encryptor.protect(Packets.rtcp(1), 20));
    }

    @Test
    void anArrayWithoutRoomIsRefused() {
        byte[] packet = Arrays.copyOf(Packets.rtcp(1), 20 + 19);

        assertThrows(IllegalArgumentException.class, () -> new SrtcpEncryptor(KEY).protect(packet, 20));
    }
}
