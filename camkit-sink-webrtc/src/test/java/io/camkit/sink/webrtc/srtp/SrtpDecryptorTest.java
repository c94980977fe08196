package io.camkit.sink.webrtc.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpDecryptorTest {
    private static final SrtpKey KEY = Packets.key(SrtpProfile.AEAD_AES_128_GCM);
    private static final int PLAIN = 52;
    private static final int WRAP = 1 << 16;

    private final SrtpEncryptor encryptor = new SrtpEncryptor(KEY);
    private final SrtpDecryptor decryptor = new SrtpDecryptor(KEY);

    private int receive(long index) {
        return receive(Packets.sealed(encryptor, index, 1));
    }

    private int receive(byte[] packet) {
        return decryptor.unprotect(packet.clone(), packet.length);
    }

    private static void assertRefused(Refusal reason, int answer) {
        assertTrue(answer < 0, () -> "accepted " + answer);
        assertEquals(reason, Refusal.of(answer));
    }

    @ParameterizedTest
    @EnumSource
    void sequenceNumbersMayWrapAnyNumberOfTimes(SrtpProfile profile) {
        var sender = new SrtpEncryptor(Packets.key(profile));
        var receiver = new SrtpDecryptor(Packets.key(profile));
        for (long index = 30_000; index < 5 * WRAP; index += 10_000) {
            byte[] packet = Packets.sealed(sender, index, 1);

            assertEquals(PLAIN, receiver.unprotect(packet, packet.length));
        }
    }

    @Test
    void packetsMayComeInAnotherOrderAroundAWrap() {
        for (long index : new long[] {WRAP - 3, WRAP + 2, WRAP - 2, WRAP, WRAP - 1, WRAP + 1}) {
            assertEquals(PLAIN, receive(index));
        }
    }

    @Test
    void aPacketFromBeforeTheFirstIsNoneOfTheWrapBefore() {
        receive(3);

        assertRefused(Refusal.TOO_OLD, receive(WRAP - 1));
    }

    @Test
    void aPacketIsAcceptedOnce() {
        byte[] packet = Packets.sealed(encryptor, 5, 1);

        assertEquals(PLAIN, receive(packet));
        assertRefused(Refusal.REPLAYED, receive(packet));
    }

    @Test
    void aPacketThatComesAThousandLateIsStillAccepted() {
        receive(2000);

        assertEquals(PLAIN, receive(2000 - ReplayWindow.SIZE + 1));
        assertRefused(Refusal.TOO_OLD, receive(2000 - ReplayWindow.SIZE));
    }

    @ParameterizedTest
    @EnumSource
    void noneOfManyReplayedPacketsIsAccepted(SrtpProfile profile) {
        var sender = new SrtpEncryptor(Packets.key(profile));
        var receiver = new SrtpDecryptor(Packets.key(profile));
        byte[][] packets = new byte[500][];
        for (int i = 0; i < packets.length; i++) {
            packets[i] = Packets.sealed(sender, 65_300 + i, 1);
            assertEquals(PLAIN, receiver.unprotect(packets[i].clone(), packets[i].length));
        }
        for (int time = 0; time < 100_000; time++) {
            byte[] packet = packets[time % packets.length].clone();

            assertRefused(Refusal.REPLAYED, receiver.unprotect(packet, packet.length));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noneOfManyForgedPacketsIsAccepted(SrtpProfile profile) {
        var sender = new SrtpEncryptor(Packets.key(profile));
        var receiver = new SrtpDecryptor(Packets.key(profile));
        byte[] packet = Packets.sealed(sender, 100, 1);
        var random = new Random(1);
        for (int time = 0; time < 100_000; time++) {
            byte[] forged = packet.clone();
            forged[random.nextInt(forged.length)] ^= (byte) (1 << random.nextInt(8));

            assertTrue(receiver.unprotect(forged, forged.length) < 0);
        }
        assertEquals(PLAIN, receiver.unprotect(packet, packet.length));
    }

    @Test
    void aForgedPacketDoesNotMoveTheWindow() {
        receive(5);
        byte[] ahead = Packets.sealed(encryptor, 30_000, 1);
        ahead[20]++;

        assertRefused(Refusal.FORGED, receive(ahead));
        assertEquals(PLAIN, receive(4));
    }

    @Test
    void whatOneEndSendsIsNotTakenForTheOthers() {
        byte[] material = Packets.material(SrtpProfile.AEAD_AES_128_GCM);
        SrtpKeys keys = SrtpKeys.ofClient(SrtpProfile.AEAD_AES_128_GCM, material);
        byte[] packet = Packets.sealed(new SrtpEncryptor(keys.local()), 5, 1);

        assertRefused(Refusal.FORGED, new SrtpDecryptor(keys.remote()).unprotect(packet, packet.length));
    }

    @Test
    void sourcesHaveNumbersOfTheirOwn() {
        receive(5);

        assertEquals(PLAIN, receive(Packets.sealed(encryptor, 5, 2)));
        assertRefused(Refusal.REPLAYED, receive(5));
    }

    @Test
    void moreSourcesThanAPeerHasAreRefused() {
        for (int source = 1; source <= Sources.MOST; source++) {
            assertEquals(PLAIN, receive(Packets.sealed(encryptor, 5, source)));
        }

        assertRefused(Refusal.TOO_MANY_SOURCES, receive(Packets.sealed(encryptor, 5, Sources.MOST + 1)));
        assertEquals(PLAIN, receive(6));
    }

    @Test
    void forgedPacketsUseUpNoSources() {
        for (int source = 1; source <= 100; source++) {
            byte[] forged = Packets.sealed(encryptor, 5, source);
            forged[forged.length - 1]++;
            assertRefused(Refusal.FORGED, receive(forged));
        }

        assertEquals(PLAIN, receive(5));
    }

    @Test
    void whateverIsCutOffMakesAPacketMalformedOrForged() {
        byte[] packet = Packets.sealed(encryptor, 5, 1);
        packet[0] |= 0x13; // as if it had three sources and an extension
        for (int length = 0; length <= packet.length; length++) {
            assertTrue(receive(Arrays.copyOf(packet, length)) < 0);
        }
    }

    @Test
    void anotherVersionIsMalformed() {
        byte[] packet = Packets.sealed(encryptor, 5, 1);
        packet[0] = 0x40;

        assertRefused(Refusal.MALFORMED, receive(packet));
    }

    @Test
    void theNearestIndexIsGuessed() {
        assertEquals(WRAP + 1, SrtpDecryptor.index(1, WRAP - 1));
        assertEquals(WRAP - 1, SrtpDecryptor.index(WRAP - 1, WRAP + 1));
        assertEquals(2 * WRAP + 40_000, SrtpDecryptor.index(40_000, 2 * WRAP + 7_232));
        assertEquals(WRAP + 40_001, SrtpDecryptor.index(40_001, 2 * WRAP + 7_232));
        assertEquals(2 * WRAP + 7_232, SrtpDecryptor.index(7_232, 2 * WRAP + 40_000));
        assertEquals(3 * WRAP + 7_231, SrtpDecryptor.index(7_231, 2 * WRAP + 40_000));
        assertTrue(SrtpDecryptor.index(WRAP - 1, 1) < 0);
    }
}
