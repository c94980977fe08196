package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Track;
import io.camkit.codec.javacv.Sounds.Heard;
import io.camkit.codec.javacv.Sounds.Packet;
import io.camkit.testkit.peers.Ffmpeg;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SoundChainTest {
    private static final Track AAC = Sounds.track(Codec.AAC, 48_000, 2);
    private static final Track AAC_OF_ONE = Sounds.track(Codec.AAC, 48_000, 1);
    private static final Track OPUS_OF_TWO = Sounds.track(Codec.OPUS, 48_000, 2);
    private static final Track OPUS = Sounds.track(Codec.OPUS, 48_000, 1);
    private static final Track PCMU = Sounds.track(Codec.PCMU, 8000, 1);
    private static final Track PCMA = Sounds.track(Codec.PCMA, 8000, 1);
    private static final int OPUS_DELAY = 120;
    private static final double LOUD = 0.25;
    private static final double DECIBEL = Math.pow(10, 1 / 20.0);

    @TempDir
    Path folder;

    static Stream<Arguments> pairs() {
        List<Track> inputs = List.of(AAC, OPUS_OF_TWO, PCMU, PCMA);
        List<Track> outputs = List.of(AAC_OF_ONE, OPUS, PCMU, PCMA);
        Stream<Arguments> all = inputs.stream()
                .flatMap(from -> outputs.stream()
                        .filter(to -> to.codec() != from.codec())
                        .map(to -> Arguments.of(from, to)));
        return Stream.concat(all, Stream.of(Arguments.of(Sounds.track(Codec.AAC, 16_000, 1), OPUS)));
    }

    /** Each decoder and each encoder once. */
    static Stream<Arguments> eachOnce() {
        return Stream.of(
                Arguments.of(AAC, OPUS),
                Arguments.of(OPUS_OF_TWO, PCMU),
                Arguments.of(PCMU, PCMA),
                Arguments.of(PCMA, AAC_OF_ONE));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void tonesSurviveWithinADecibel(Track from, Track to) {
        DoubleUnaryOperator low = Sounds.tone(440, LOUD);
        DoubleUnaryOperator high = Sounds.tone(1000, LOUD);
        List<Packet> said = Sounds.packets(from, at -> low.applyAsDouble(at) + high.applyAsDouble(at), 0.6);
        Heard heard = Sounds.heard(to, converted(from, to, said));

        assertWithinADecibel(LOUD, heard.amplitude(440, 0.1, 0.4));
        assertWithinADecibel(LOUD, heard.amplitude(1000, 0.1, 0.4));
        assertWithinADecibel(Math.sqrt(2) * LOUD, heard.amplitude(0.1, 0.4));
    }

    @ParameterizedTest
    @MethodSource("eachOnce")
    void soundIsHeardWhenItWasSaid(Track from, Track to) {
        List<Packet> said = Sounds.packets(
                from, seconds -> seconds < 0.1 ? 0 : Sounds.tone(1000, LOUD).applyAsDouble(seconds), 0.3);

        assertEquals(0.1, Sounds.heard(to, converted(from, to, said)).firstLouderThan(LOUD / 2), 0.001);
    }

    @ParameterizedTest
    @MethodSource("eachOnce")
    void packetsFollowEachOtherEvenlyAndFillTheTime(Track from, Track to) {
        int samples = to.codec() == Codec.AAC ? 1024 : to.clockRate() / 50;
        List<Packet> said = Sounds.packets(from, Sounds.tone(440, LOUD), 0.5);
        List<Packet> made = converted(from, to, said);

        for (int i = 1; i < made.size(); i++) {
            assertEquals(samples, made.get(i).pts() - made.get(i - 1).pts());
        }
        double begin = (double) said.get(0).pts() / from.clockRate();
        assertEquals(begin, (double) made.get(0).pts() / to.clockRate(), 1024.0 / to.clockRate());
        double end = Sounds.START_SECONDS + Sounds.heard(from, said).seconds();
        double madeEnd = (double) (made.get(made.size() - 1).pts() + samples) / to.clockRate();
        assertTrue(madeEnd <= end && madeEnd > end - keptSeconds(to, samples), () -> end + " became " + madeEnd);
    }

    /** What is no whole packet yet, and what encoder and resampler look ahead: with AAC two packets, else a few milliseconds. */
    private static double keptSeconds(Track to, int samples) {
        double packet = (double) samples / to.clockRate();
        return to.codec() == Codec.AAC ? 3 * packet : packet + 0.006;
    }

    @Test
    void theFirstPacketBeginsWhereTheInputDoesLessTheEncodersDelay() {
        long pts = 1L << 40;
        List<Packet> late = List.of(new Packet(pts, new byte[160]), new Packet(pts + 160, new byte[160]));

        assertEquals(pts * 6 - OPUS_DELAY, converted(PCMU, OPUS, late).get(0).pts());
    }

    @Test
    void ffmpegsOwnProgramHearsTheSame() throws IOException {
        var file = new ByteArrayOutputStream();
        for (Packet packet : converted(PCMU, AAC_OF_ONE, Sounds.packets(PCMU, Sounds.tone(440, LOUD), 0.8))) {
            file.writeBytes(Sounds.adts(packet));
        }
        Path made = Files.write(folder.resolve("made.aac"), file.toByteArray());
        Path heard = folder.resolve("heard.raw");
        Ffmpeg.run("-f", "aac", "-i", made.toString(), "-f", "s16le", heard.toString());

        Heard tone = Sounds.pcm(Files.readAllBytes(heard), 48_000);
        assertWithinADecibel(LOUD, tone.amplitude(440, 0.1, 0.6));
        assertWithinADecibel(LOUD, tone.amplitude(0.1, 0.6));
    }

    @Test
    void lostPacketsAreSilence() {
        List<Packet> said = Sounds.packets(PCMU, Sounds.tone(440, LOUD), 1.5);
        said.subList(25, 40).clear(); // 0.5 s to 0.8 s
        List<Packet> made = converted(PCMU, OPUS, said);
        Heard heard = Sounds.heard(OPUS, made);

        assertEquals(960, made.get(30).pts() - made.get(29).pts());
        assertTrue(heard.amplitude(0.55, 0.75) < 0.01, "silence");
        assertWithinADecibel(LOUD, heard.amplitude(440, 0.9, 1.3));
    }

    @Test
    void afterALongGapTheTimeStampsJump() {
        List<Packet> said = Sounds.packets(PCMU, Sounds.tone(440, LOUD), 3);
        said.subList(25, 125).clear(); // 0.5 s to 2.5 s
        List<Packet> made = converted(PCMU, OPUS, said);

        assertEquals(
                1,
                jumps(made, 960),
                () -> made.stream().map(Packet::pts).toList().toString());
        assertWithinADecibel(LOUD, Sounds.heard(OPUS, made).amplitude(440, 2.6, 2.9));
    }

    @Test
    void timeStampsThatTrembleLeaveThePacketsEven() {
        RandomGenerator random = new SplittableRandom(1);
        List<Packet> said = Sounds.packets(PCMU, Sounds.tone(440, LOUD), 1).stream()
                .map(packet -> new Packet(packet.pts() + random.nextInt(79), packet.bytes()))
                .toList();

        assertEquals(0, jumps(converted(PCMU, OPUS, said), 960));
    }

    @Test
    void soundThatComesTwiceIsLeftOut() {
        List<Packet> said = Sounds.packets(PCMU, Sounds.tone(440, LOUD), 1);
        List<Packet> stammered = new ArrayList<>();
        said.forEach(packet -> stammered.addAll(List.of(packet, new Packet(packet.pts() + 1, packet.bytes()))));
        List<Packet> made = converted(PCMU, OPUS, stammered);

        assertEquals(0, jumps(made, 960));
        assertEquals(said.size(), made.size(), 6);
    }

    @ParameterizedTest
    @MethodSource("eachOnce")
    void damagedPacketsDoNoHarm(Track from, Track to) {
        RandomGenerator random = new SplittableRandom(1);
        List<Packet> said = Sounds.packets(from, Sounds.tone(1000, LOUD), 1);
        double middle = Sounds.START_SECONDS + 0.5;
        List<Packet> damaged = said.stream()
                .map(packet -> packet.pts() < middle * from.clockRate() ? damaged(packet, random) : packet)
                .toList();
        List<Packet> made = converted(from, to, damaged);

        assertWithinADecibel(LOUD, Sounds.heard(to, made).amplitude(1000, 0.6, 0.8));
    }

    @Test
    void aPacketThatIsNoneIsToldFromOneThatIs() {
        try (SoundChain chain = new SoundChain(AAC, OPUS)) {
            chain.room(100).put(new byte[100]);

            assertEquals(SoundChain.Fate.UNDECODABLE, chain.convert(0, (pts, bytes) -> {}));
        }
    }

    @ParameterizedTest
    @MethodSource("eachOnce")
    void nothingIsAllocatedForAPacketThatMustBeFreed(Track from, Track to) {
        List<Packet> said = Sounds.packets(from, Sounds.tone(440, LOUD), 0.5);
        try (SoundChain chain = new SoundChain(from, to)) {
            said.subList(0, 5).forEach(packet -> convert(chain, packet, new ArrayList<>()));
            long before = Pointer.totalCount();
            said.subList(5, said.size()).forEach(packet -> convert(chain, packet, new ArrayList<>()));

            assertTrue(Pointer.totalCount() <= before, () -> Pointer.totalCount() - before + " more");
        }
    }

    @Test
    void aConfigurationThatIsNoneIsRefusedWithItsMend() {
        Track wrong = Track.audio(Codec.AAC, 48_000, 2)
                .withParameterSets(List.of(ByteBuffer.wrap(new byte[] {(byte) 0xff, (byte) 0xff, 1})));
        CamkitException refused = assertThrows(CamkitException.class, () -> new SoundChain(wrong, OPUS));

        assertEquals("CK-4106", refused.code());
    }

    private static void assertWithinADecibel(double expected, double actual) {
        assertTrue(
                actual < expected * DECIBEL && actual > expected / DECIBEL,
                () -> actual + " is not within 1 dB of " + expected);
    }

    private static long jumps(List<Packet> packets, int samples) {
        long jumps = 0;
        for (int i = 1; i < packets.size(); i++) {
            jumps += packets.get(i).pts() - packets.get(i - 1).pts() == samples ? 0 : 1;
        }
        return jumps;
    }

    /** Every fourth packet is cut, every third has bits flipped. */
    private static Packet damaged(Packet packet, RandomGenerator random) {
        byte[] bytes = packet.bytes().clone();
        for (int flips = random.nextInt(3) == 0 ? 4 : 0; flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
        return new Packet(packet.pts(), Arrays.copyOf(bytes, length));
    }

    private static List<Packet> converted(Track from, Track to, List<Packet> packets) {
        List<Packet> result = new ArrayList<>();
        try (SoundChain chain = new SoundChain(from, to)) {
            packets.forEach(packet -> convert(chain, packet, result));
        }
        return result;
    }

    private static void convert(SoundChain chain, Packet packet, List<Packet> result) {
        chain.room(packet.bytes().length).put(packet.bytes());
        chain.convert(packet.pts(), (pts, bytes) -> result.add(new Packet(pts, Sounds.copy(bytes))));
    }
}
