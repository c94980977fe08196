package io.camkit.sink.webrtc.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtcpDecryptorTest {
    private static final SrtpKey KEY = Packets.key(SrtpProfile.AEAD_AES_128_GCM);

    private final SrtcpDecryptor decryptor = new SrtcpDecryptor(KEY);

    private static byte[] sealed(SrtcpEncryptor encryptor, int source) {
        byte[] packet = Packets.rtcp(source);
        return Arrays.copyOf(packet, encryptor.protect(packet, 20));
    }

    private static byte[] sealed(int index) {
        return sealed(new SrtcpEncryptor(SessionKeys.control(KEY), index), 1);
    }

    private int receive(byte[] packet) {
        return decryptor.unprotect(packet.clone(), packet.length);
    }

    private static void assertRefused(Refusal reason, int answer) {
        assertTrue(answer < 0, () -> "accepted " + answer);
        assertEquals(reason, Refusal.of(answer));
    }

    @Test
    void packetsMayComeInAnotherOrderButOnce() {
        assertEquals(20, receive(sealed(7)));
        assertEquals(20, receive(sealed(5)));
        assertRefused(Refusal.REPLAYED, receive(sealed(7)));
        assertRefused(Refusal.REPLAYED, receive(sealed(5)));
    }

    @Test
    void whatIsFarBehindIsTooOld() {
        receive(sealed(5000));

        assertRefused(Refusal.TOO_OLD, receive(sealed(5000 - ReplayWindow.SIZE)));
    }

    @ParameterizedTest
    @EnumSource
    void noneOfManyForgedPacketsIsAccepted(SrtpProfile profile) {
        var receiver = new SrtcpDecryptor(Packets.key(profile));
        byte[] packet = sealed(new SrtcpEncryptor(Packets.key(profile)), 1);
        var random = new Random(1);
        for (int time = 0; time < 100_000; time++) {
            byte[] forged = packet.clone();
            forged[random.nextInt(forged.length)] ^= (byte) (1 << random.nextInt(8));

            assertTrue(receiver.unprotect(forged, forged.length) < 0);
        }
        assertEquals(20, receiver.unprotect(packet, packet.length));
    }

    @Test
    void whatIsNotEncryptedIsRefused() {
        byte[] packet = sealed(1);
        packet[packet.length - 4] = 0;

        assertRefused(Refusal.MALFORMED, receive(packet));
    }

    @Test
    void whateverIsCutOffMakesAPacketMalformedOrForged() {
        byte[] packet = sealed(1);
        for (int length = 0; length < packet.length; length++) {
            assertTrue(receive(Arrays.copyOf(packet, length)) < 0);
        }
    }

    @Test
    void moreSourcesThanAPeerHasAreRefused() {
        var encryptor = new SrtcpEncryptor(KEY);
        for (int source = 1; source <= Sources.MOST; source++) {
            assertEquals(20, receive(sealed(encryptor, source)));
        }

        assertRefused(Refusal.TOO_MANY_SOURCES, receive(sealed(encryptor, Sources.MOST + 1)));
    }
}
