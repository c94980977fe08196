package io.camkit.codec.javacv;

import io.camkit.Cost;
import io.camkit.Frame;
import io.camkit.Track;
import io.camkit.spi.SourceContext;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Converts in a child JVM. Frames wait for nobody but the child; what comes back is emitted by a second thread. */
final class ChildWorkshop implements Workshop {
    /** What the receiver may take to see that the child is gone. */
    private static final long PATIENCE_SECONDS = 3;

    private final WorkChild child;
    private final CountDownLatch received = new CountDownLatch(1);
    private final AtomicBoolean keyFrameWanted = new AtomicBoolean();

    private ChildWorkshop(WorkChild child) {
        this.child = child;
    }

    /** Starts the child; {@code loop} is told when it is over. */
    static ChildWorkshop open(
            List<? extends Conversion> conversions, SourceContext context, UselessEncoders useless, TaskLoop loop)
            throws InterruptedException {
        var workshop = new ChildWorkshop(WorkChild.start(conversions, context, useless));
        try {
            context.lendThread(() -> workshop.receive(loop));
        } catch (RuntimeException | Error e) {
            workshop.child.close(); // a machine may have no more threads
            throw e;
        }
        return workshop;
    }

    private void receive(TaskLoop loop) {
        try {
            loop.fail(child.receive());
        } catch (RuntimeException | Error e) {
            loop.fail(e);
        } finally {
            child.end(); // nobody hears that it takes messages any more, which who sends waits for
            received.countDown();
        }
    }

    @Override
    public void track(Track track) {
        try {
            child.wire().track(track);
        } catch (IOException e) {
            // who receives says why
        }
    }

    @Override
    public void frame(Frame frame, boolean late) {
        int flags = (late ? Wire.LATE : 0) | (keyFrameWanted.getAndSet(false) ? Wire.WANTS_KEY : 0);
        try {
            child.wire().frame(frame.header(), flags, frame.asBuffer());
        } catch (IOException e) {
            // who receives says why
        }
    }

    @Override
    public void requestKeyFrame() {
        keyFrameWanted.set(true);
    }

    /** What it has used so far. */
    Cost cost() {
        return child.cost();
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        child.close();
        try {
            received.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
