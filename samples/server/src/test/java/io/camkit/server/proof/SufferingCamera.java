package io.camkit.server.proof;

import io.camkit.Camera;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.State;
import io.camkit.Want;
import io.camkit.testkit.devices.DeviceFault;
import io.camkit.testkit.devices.FakeDevice;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A camera whose device fails on demand, and somebody who watches when its frames come. */
final class SufferingCamera implements FrameReader {
    private static final Want ANY = Want.of(Codec.H264, Codec.H265, Codec.JPEG);
    private static final long STUCK_NANOS = Duration.ofSeconds(40).toNanos();
    private static final int FRAMES_OF_HEALTH = 25;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Camera camera;
    private final FakeDevice device;
    private long frames;
    private long lastNanos;
    private long longestPauseNanos;

    SufferingCamera(Camera camera, FakeDevice device) {
        this.camera = camera;
        this.device = device;
    }

    String id() {
        return camera.id();
    }

    List<DeviceFault> faults() {
        return device.faults().stream().sorted().toList();
    }

    void awaitRunning() {
        camera.snapshot(ANY, Duration.ofSeconds(20))
                .toCompletableFuture()
                .join()
                .release();
        camera.feed(ANY).subscribe(From.LIVE, Runnable::run, this);
    }

    @Override
    public synchronized Answer onFrame(Frame frame) {
        long now = System.nanoTime();
        longestPauseNanos = Math.max(longestPauseNanos, now - lastNanos);
        lastNanos = now;
        frames++;
        notifyAll();
        return Answer.TAKEN;
    }

    /**
     * The device suffers and recovers.
     *
     * @return the longest time without a frame from its recovery on, in seconds, or from the fault on if that does not last
     */
    double suffer(DeviceFault fault) throws InterruptedException {
        device.suffer(fault);
        if (fault.lasting()) {
            await("notice " + fault, () -> camera.state() != State.RUNNING);
            device.recover();
        }
        restartPauses();
        long before = frames();
        await("go on after " + fault, () -> frames() >= before + FRAMES_OF_HEALTH && camera.state() == State.RUNNING);
        return longestPauseSeconds();
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

    private synchronized long frames() {
        return frames;
    }

    private synchronized void restartPauses() {
        longestPauseNanos = 0;
        lastNanos = System.nanoTime();
    }

    private synchronized double longestPauseSeconds() {
        return longestPauseNanos / NANOS_PER_SECOND;
    }
}
