package io.camkit.codec.javacv;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.ManualClock;
import io.camkit.testkit.TestKits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A kit with one camera that sends a clip, on a clock that goes a few times faster than the wall's. */
final class ClipKit implements AutoCloseable {
    private static final Duration FRAME = Duration.ofMillis(1000 / Clip.RATE);
    private static final long PACE_NANOS = 10_000_000;
    private static final int MOST_FRAMES = 3000;

    final ClipCamera source;
    final CamKit kit;
    final Camera camera;
    private final ManualClock clock = new ManualClock();

    ClipKit(Clip clip, int gop, FrameLeaks leaks, FfmpegCodecs codecs) {
        source = new ClipCamera(clip, gop);
        kit = CamKit.create(TestKits.manual(clock, leaks, codecs));
        camera = kit.camera("door").from(source).start();
        clock.runPending();
        source.send();
    }

    /** Sends frames, and lets time pass, until {@code done}. */
    void until(String what, BooleanSupplier done) {
        for (int i = 0; i < MOST_FRAMES; i++) {
            if (done.getAsBoolean()) {
                return;
            }
            frame();
        }
        throw new AssertionError("not within " + MOST_FRAMES + " frames: " + what + "; feeds: " + camera.feeds());
    }

    /** Sends frames for so long. */
    void during(Duration time) {
        for (long i = time.dividedBy(FRAME); i > 0; i--) {
            frame();
        }
    }

    private void frame() {
        source.send();
        pause();
    }

    /** Lets the time of one frame pass without any. */
    void pause() {
        clock.advance(FRAME);
        LockSupport.parkNanos(PACE_NANOS);
    }

    /** The child JVMs that convert right now. */
    static List<ProcessHandle> children() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(Worker.class.getName()))
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    @Override
    public void close() {
        kit.close();
    }
}
