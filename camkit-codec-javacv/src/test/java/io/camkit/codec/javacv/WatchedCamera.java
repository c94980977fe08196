package io.camkit.codec.javacv;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.State;
import io.camkit.Subscription;
import io.camkit.Want;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.TestKits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * A camera in real time, 25 frames a second, that two watch: one gets its frames as they are, the other something that a child makes of
 * them.
 */
final class WatchedCamera implements AutoCloseable {
    private static final long FRAME_NANOS = TimeUnit.SECONDS.toNanos(1) / Clip.RATE;
    private static final long LOOK_NANOS = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicLong sent = new AtomicLong();
    private final ClipCamera source;
    private final CamKit kit;
    private final Thread sender;
    private final UnaryOperator<byte[]> damage;

    final Passed passed;
    final Derived derived;

    /** @param damage what becomes of a frame's bytes on their way to the camera */
    WatchedCamera(Clip clip, int gop, Want wanted, FrameLeaks leaks, UnaryOperator<byte[]> damage) {
        this.damage = damage;
        source = new ClipCamera(clip, gop);
        kit = CamKit.create(TestKits.real(leaks).withOnlyPlugins(List.of(new FfmpegCodecs())));
        Camera camera = kit.camera("door").from(source).start();
        sender = new Thread(this::send, "camera");
        sender.start();
        await("the camera runs", () -> camera.state() == State.RUNNING);
        passed = new Passed(camera, Want.of(clip.track().codec()));
        derived = new Derived(camera, wanted);
        await("a derived picture", () -> derived.count() > 0);
    }

    private void send() {
        long next = System.nanoTime();
        while (!Thread.interrupted()) {
            source.send(damage.apply(source.next()));
            sent.set(source.sent());
            next += FRAME_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /** Frames sent so far. */
    long sent() {
        return sent.get();
    }

    /** Waits until the camera has sent so many more. */
    void awaitFrames(int count) {
        long goal = sent() + count;
        await(count + " frames", () -> sent() >= goal);
    }

    /** The one child that converts. */
    ProcessHandle child() {
        await("a child", () -> ClipKit.children().size() == 1);
        return ClipKit.children().get(0);
    }

    /**
     * Sends the child a signal, SEGV or STOP.
     *
     * @return after what time there was a picture of a frame that came when that child was gone
     */
    Duration recoveryFrom(String signal) throws Exception {
        ProcessHandle child = child();
        long begin = System.nanoTime();
        signal(signal, child);
        child.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        long since = sent();
        await("a picture after " + signal, () -> derived.newest() >= since);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what + "; " + kit.cameras());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void close() {
        sender.interrupt();
        kit.close();
    }

    /** Watches every frame as it is, and counts those that are missing. */
    static final class Passed implements FrameReader {
        private final Subscription subscription;
        private long newest = -1;
        private long count;
        private long missing;

        Passed(Camera camera, Want want) {
            subscription = camera.feed(want).subscribe(From.KEY_FRAME, Runnable::run, this);
        }

        @Override
        public synchronized Answer onFrame(Frame frame) {
            long number = ClipCamera.number(frame.header());
            if (newest >= 0) {
                missing += Math.abs(number - newest - 1);
            }
            newest = number;
            count++;
            return Answer.TAKEN;
        }

        @Override
        public void onEnd(CamkitException why) {
            // what is missing then is counted
        }

        synchronized long count() {
            return count;
        }

        synchronized long missing() {
            return missing
                    + subscription.skipped().values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
        }
    }

    /** Watches what is made of the frames. */
    static final class Derived implements FrameReader {
        private long newest = -1;
        private long count;
        private long lastNanos = System.nanoTime();
        private long longestGapNanos;

        Derived(Camera camera, Want want) {
            camera.feed(want).subscribe(From.KEY_FRAME, Runnable::run, this);
        }

        @Override
        public synchronized Answer onFrame(Frame frame) {
            long now = System.nanoTime();
            longestGapNanos = Math.max(longestGapNanos, count == 0 ? 0 : now - lastNanos);
            lastNanos = now;
            newest = ClipCamera.number(frame.header());
            count++;
            return Answer.TAKEN;
        }

        @Override
        public void onEnd(CamkitException why) {
            // nothing more comes, which is noticed
        }

        /** The number of the frame that the last picture was made of. */
        synchronized long newest() {
            return newest;
        }

        synchronized long count() {
            return count;
        }

        synchronized Duration longestGap() {
            return Duration.ofNanos(longestGapNanos);
        }
    }
}
