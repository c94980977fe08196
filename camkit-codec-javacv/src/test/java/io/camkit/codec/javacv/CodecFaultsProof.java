package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.Want;
import io.camkit.testkit.FrameLeaks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A codec child that crashes, stops and gets damaged streams: what those notice who watch. In real time, 1280x720. */
@Tag("proof")
class CodecFaultsProof {
    private static final int GOP = 25;
    private static final int CRASHES = 50;
    private static final int STOPS = 10;
    /** Each death is one by itself: what dies again within two seconds is given what it cannot bear, and is started less and less often. */
    private static final int STEADY_FRAMES = 3 * Clip.RATE;

    private static final Duration MOST_TO_RECOVER = Duration.ofSeconds(2);
    private static final Duration MOST_TO_CLOSE = Duration.ofSeconds(3);
    private static final long DAMAGED_FRAMES = 1500;
    private static final double DAMAGED_SHARE = 0.05;
    private static final int MOST_FLIPS = 8;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @TempDir
    Path folder;

    @Test
    void aCrashIsAHiccupInOneDerivedPicture() throws Exception {
        Clip clip = Clip.h264(folder, 1280, 720, GOP, 2 * GOP);
        List<Duration> crashes = new ArrayList<>();
        List<Duration> stops = new ArrayList<>();
        var camera = new WatchedCamera(clip, GOP, Want.of(Codec.JPEG), leaks, UnaryOperator.identity());
        try {
            for (int i = 0; i < CRASHES; i++) {
                crashes.add(camera.recoveryFrom("SEGV"));
                camera.awaitFrames(STEADY_FRAMES);
            }
            for (int i = 0; i < STOPS; i++) {
                stops.add(camera.recoveryFrom("STOP"));
                camera.awaitFrames(STEADY_FRAMES);
            }
        } finally {
            long begin = System.nanoTime();
            camera.close();
            Duration closing = Duration.ofNanos(System.nanoTime() - begin);
            System.out.println("the picture was back after " + CRASHES + " crashes: " + figures(crashes) + "; after "
                    + STOPS + " stops: " + figures(stops) + "; closed in " + closing.toMillis() + " ms; of "
                    + camera.passed.count() + " frames passed through " + camera.passed.missing() + " were missing");
            assertEquals(List.of(), ClipKit.children());
            assertTrue(closing.compareTo(MOST_TO_CLOSE) <= 0, closing::toString);
        }
        assertEquals(0, camera.passed.missing());
        assertTrue(worst(crashes).compareTo(MOST_TO_RECOVER) <= 0, crashes::toString);
        assertTrue(worst(stops).compareTo(MOST_TO_RECOVER) <= 0, stops::toString);
    }

    private static String figures(List<Duration> times) {
        return times.isEmpty()
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "median %d ms, worst %d ms",
                        times.stream().sorted().toList().get(times.size() / 2).toMillis(),
                        worst(times).toMillis());
    }

    private static Duration worst(List<Duration> times) {
        return times.stream().max(Duration::compareTo).orElseThrow();
    }

    @Test
    void aDamagedH264StreamNeitherKillsNorStallsItsChild() {
        endures(Clip.h264(folder, 1280, 720, GOP, 2 * GOP), Want.of(Codec.JPEG));
    }

    @Test
    void aDamagedH265StreamNeitherKillsNorStallsItsChild() {
        endures(Clip.h265(folder, 640, 360, GOP, 2 * GOP), Want.of(Codec.JPEG));
    }

    @Test
    void damagedJpegsNeitherKillNorStallTheirChild() {
        endures(Clip.jpeg(folder, "yuvj420p", 1280, 720, 2 * GOP), Want.of(Codec.H264));
    }

    private void endures(Clip clip, Want wanted) {
        try (var camera = new WatchedCamera(clip, GOP, wanted, leaks, new Damage())) {
            long child = camera.child().pid();
            long begin = camera.sent();
            long made = camera.derived.count();

            while (camera.sent() < begin + DAMAGED_FRAMES) {
                camera.awaitFrames(Clip.RATE);
            }

            long frames = camera.sent() - begin;
            long pictures = camera.derived.count() - made;
            System.out.println(clip.track() + " with bit flips in 5 % of " + frames + " frames: " + pictures
                    + " pictures, longest gap " + camera.derived.longestGap().toMillis() + " ms, "
                    + camera.passed.missing() + " frames missing that are passed through");
            assertEquals(child, camera.child().pid());
            assertEquals(0, camera.passed.missing());
            assertTrue(camera.derived.longestGap().compareTo(MOST_TO_RECOVER) <= 0);
            assertTrue(pictures >= frames / 2, pictures + " of " + frames);
        }
    }

    /** Flips one to eight bits in one of twenty frames. */
    private static final class Damage implements UnaryOperator<byte[]> {
        private final SplittableRandom random = new SplittableRandom(4);

        @Override
        public byte[] apply(byte[] frame) {
            if (random.nextDouble() < DAMAGED_SHARE) {
                for (int flips = 1 + random.nextInt(MOST_FLIPS); flips > 0; flips--) {
                    frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                }
            }
            return frame;
        }
    }
}
