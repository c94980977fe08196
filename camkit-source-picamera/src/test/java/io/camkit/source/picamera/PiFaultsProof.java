package io.camkit.source.picamera;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.State;
import io.camkit.Want;
import io.camkit.testkit.peers.FakeRpicam;
import io.camkit.testkit.peers.FakeRpicam.Behaviour;
import io.camkit.testkit.peers.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four Raspberry Pi cameras whose program fails fifty times each, in every way. */
@Tag("proof")
class PiFaultsProof {
    private static final int CAMERAS = 4;
    private static final int CYCLES = 50;
    private static final int FRAMES_OF_HEALTH = 15;
    private static final double MEDIAN_SECONDS = 2;
    private static final double P95_SECONDS = 5;
    private static final int SLACK = 4;
    private static final long STUCK_NANOS = Duration.ofSeconds(40).toNanos();
    private static final double NANOS_PER_SECOND = 1e9;

    /** Dying at every start until it recovers is what a reboot looks like from here. */
    private static final List<Behaviour> FAULTS =
            List.of(Behaviour.DIES, Behaviour.TRUNCATES, Behaviour.FREEZES, Behaviour.TIMES_OUT, Behaviour.IN_USE);

    @TempDir
    Path folder;

    @Test
    void everyFaultIsSurvivedAndLeavesNothing() throws Exception {
        Path clip = Ffmpeg.h264(folder.resolve("clip.h264"), 320, 240, 30, 10, 60);
        List<FakeRpicam> tools =
                Stream.generate(() -> FakeRpicam.playing(clip)).limit(CAMERAS).toList();
        ExecutorService threads = Executors.newFixedThreadPool(CAMERAS);
        try (CamKit kit = CamKit.create()) {
            List<Watched> cameras = new ArrayList<>();
            for (int i = 0; i < CAMERAS; i++) {
                Camera camera = kit.camera("pi-" + i)
                        .from(PiCamera.number(0).program(tools.get(i).program()))
                        .start();
                cameras.add(new Watched(camera, tools.get(i)));
            }
            for (Watched camera : cameras) {
                camera.begin();
            }
            Footprint before = Footprint.now();

            List<Future<List<Double>>> all = cameras.stream()
                    .map(camera -> threads.submit(camera::suffer))
                    .toList();
            List<Double> seconds = new ArrayList<>();
            for (Future<List<Double>> one : all) {
                seconds.addAll(one.get());
            }
            threads.shutdown();
            assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));

            Footprint after = Footprint.now();
            seconds.sort(Double::compare);
            double median = seconds.get(seconds.size() / 2);
            double p95 = seconds.get(seconds.size() * 95 / 100);
            System.out.printf(
                    Locale.ROOT,
                    "picamera: back after %d faults in %.1f s (median) and %.1f s (95th percentile); %s before, %s after%n",
                    seconds.size(),
                    median,
                    p95,
                    before,
                    after);
            assertTrue(median <= MEDIAN_SECONDS && p95 <= P95_SECONDS, seconds::toString);
            assertTrue(after.threads() <= before.threads() + SLACK, before + " became " + after);
            assertTrue(after.descriptors() <= before.descriptors() + SLACK, before + " became " + after);
            assertTrue(after.children() == CAMERAS, after + ", with " + CAMERAS + " cameras");
        } finally {
            threads.shutdownNow();
            tools.forEach(FakeRpicam::close);
        }
    }

    private static final class Watched implements FrameReader {
        private final Camera camera;
        private final FakeRpicam tool;
        private long frames;

        Watched(Camera camera, FakeRpicam tool) {
            this.camera = camera;
            this.tool = tool;
        }

        void begin() throws InterruptedException {
            await("run", () -> camera.state() == State.RUNNING);
            camera.feed(Want.of(Codec.H264)).subscribe(From.LIVE, Runnable::run, this);
        }

        @Override
        public synchronized Answer onFrame(Frame frame) {
            frames++;
            notifyAll();
            return Answer.TAKEN;
        }

        List<Double> suffer() throws InterruptedException {
            List<Double> recoveries = new ArrayList<>();
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                Behaviour fault = FAULTS.get(cycle % FAULTS.size());
                if (fault == Behaviour.IN_USE) {
                    tool.behave(Behaviour.DIES);
                    await("die", () -> camera.state() != State.RUNNING);
                }
                tool.behave(fault);
                await("notice " + fault, () -> camera.state() != State.RUNNING);
                tool.behave(Behaviour.WORKS);
                long recovered = System.nanoTime();
                long seen = frames();
                await("come back after " + fault, () -> frames() > seen && camera.state() == State.RUNNING);
                recoveries.add((System.nanoTime() - recovered) / NANOS_PER_SECOND);
                await("go on after " + fault, () -> frames() >= seen + FRAMES_OF_HEALTH);
            }
            return recoveries;
        }

        private synchronized long frames() {
            return frames;
        }

        private synchronized void await(String what, BooleanSupplier done) throws InterruptedException {
            long deadline = System.nanoTime() + STUCK_NANOS;
            while (!done.getAsBoolean()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError(camera.id() + " did not " + what + ": "
                            + camera.streams().get(0));
                }
                TimeUnit.MILLISECONDS.timedWait(this, 20);
            }
        }
    }

    private record Footprint(long threads, long descriptors, long children) {
        static Footprint now() throws IOException {
            // Java keeps those who wait for the ends of processes for a minute
            long threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !thread.getName().startsWith("process reaper"))
                    .count();
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                long children = ProcessHandle.current().descendants().count();
                return new Footprint(threads, open.count(), children);
            }
        }

        @Override
        public String toString() {
            return threads + " threads, " + descriptors + " descriptors and " + children + " children";
        }
    }
}
