package io.camkit.sink.webrtc.srtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpEncryptorTest {
    private static final SrtpKey KEY = Packets.key(SrtpProfile.AEAD_AES_128_GCM);

    @ParameterizedTest
    @EnumSource
    void whatOneEndEncryptsTheOtherDecrypts(SrtpProfile profile) {
        byte[] material = Packets.material(profile);
        byte[] packet = Packets.rtp(7, 0x11223344, 1200);
        byte[] plain = Arrays.copyOf(packet, 1212);
        int length = new SrtpEncryptor(SrtpKeys.ofServer(profile, material).local()).protect(packet, 12, 1212, 7);

        assertEquals(1212 + profile.tagBytes(), length);
        assertFalse(Arrays.equals(plain, Arrays.copyOf(packet, 1212)));
        assertEquals(
                1212, new SrtpDecryptor(SrtpKeys.ofClient(profile, material).remote()).unprotect(packet, length));
        assertArrayEquals(plain, Arrays.copyOf(packet, 1212));
    }

    @ParameterizedTest
    @EnumSource
    void theHeaderStaysInClearWithItsSourcesAndItsExtension(SrtpProfile profile) {
        ByteBuffer packet = ByteBuffer.allocate(100);
        packet.putLong(0x9260_0007_0001_5f90L).putInt(0x11223344);
        packet.putInt(0x0a0b0c0d).putInt(0x0e0f0a0b); // contributing sources
        packet.putInt(0xbede0001).putInt(0x10ff0000); // an extension
        int header = packet.position();
        byte[] bytes = packet.put("payload".getBytes(US_ASCII)).array();
        byte[] plain = Arrays.copyOf(bytes, packet.position());
        int length = new SrtpEncryptor(Packets.key(profile)).protect(bytes, header, packet.position(), 7);

        assertArrayEquals(Arrays.copyOf(plain, header), Arrays.copyOf(bytes, header));
        assertEquals(plain.length, new SrtpDecryptor(Packets.key(profile)).unprotect(bytes, length));
        assertArrayEquals(plain, Arrays.copyOf(bytes, plain.length));
    }

    @ParameterizedTest
    @EnumSource
    void sourcesWithTheSameNumbersDoNotShareAKeyStream(SrtpProfile profile) {
        var encryptor = new SrtpEncryptor(Packets.key(profile));
        byte[] one = Packets.sealed(encryptor, 5, 1);
        byte[] other = Packets.sealed(encryptor, 5, 2);

        assertFalse(Arrays.equals(one, 12, 52, other, 12, 52));
    }

    @Test
    void anIndexThatIsNotThePacketsIsRefused() {
        var encryptor = new SrtpEncryptor(KEY);

        assertThrows(IllegalArgumentException.class, () -> encryptor.protect(Packets.rtp(7, 1, 10), 12, 22, 8));
        assertThrows(
                IllegalArgumentException.class, () -> encryptor.protect(Packets.rtp(7, 1, 10), 12, 22, (1L << 48) + 7));
    }

    @Test
    void anArrayWithoutRoomForTheTagIsRefused() {
        byte[] packet = Arrays.copyOf(Packets.rtp(7, 1, 10), 22 + 15);

        assertThrows(IllegalArgumentException.class, () -> new SrtpEncryptor(KEY).protect(packet, 12, 22, 7));
    }
}
