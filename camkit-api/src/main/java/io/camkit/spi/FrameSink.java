package io.camkit.spi;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import java.time.Duration;
import java.util.Objects;

/**
 * The short way to a sink: every frame of one feed, one call at a time, on the kit's workers.
 *
 * <p>Waits for the camera's first frame by itself.
 */
public abstract class FrameSink implements Sink {
    private static final Duration FIRST_FRAME_POLL = Duration.ofMillis(250);

    private final Want want;
    private @Nullable Subscription subscription;
    private Clock.@Nullable Cancellable waiting;
    private boolean closed;

    /** A sink of everything acceptable to {@code want}. */
    protected FrameSink(Want want) {
        this.want = Objects.requireNonNull(want);
    }

    /** Frames of this track follow. */
    protected void onTrack(Track track) {}

    /** One frame, lent for the call. */
    protected abstract void onFrame(Frame frame);

    /** Nothing will follow until the camera is built anew. That there is no such feed stands in the log as well. */
    protected void onEnd(CamkitException why) {}

    @Override
    public final synchronized void open(SinkContext context) {
        if (closed) {
            return;
        }
        try {
            subscription = context.feed(want).subscribe(From.KEY_FRAME, context.workers(), new Reader());
        } catch (CamkitException e) {
            if (e.retry() == CamkitException.Retry.GIVE_UP) {
                throw e;
            }
            waiting = context.clock().schedule(FIRST_FRAME_POLL, () -> openLate(context));
        }
    }

    /** The camera runs by now, so that nobody is left to catch what {@link #open} throws. */
    private void openLate(SinkContext context) {
        try {
            open(context);
        } catch (CamkitException e) {
            System.getLogger(FrameSink.class.getName()).log(System.Logger.Level.WARNING, e.getMessage());
            onEnd(e);
        }
    }

    @Override
    public final void close() {
        Subscription open;
        synchronized (this) {
            closed = true;
            open = subscription;
            if (waiting != null) {
                waiting.cancel();
            }
        }
        if (open != null) {
            open.close();
        }
    }

    private final class Reader implements FrameReader {
        @Override
        public void onTrack(Track track) {
            FrameSink.this.onTrack(track);
        }

        @Override
        public Answer onFrame(Frame frame) {
            FrameSink.this.onFrame(frame);
            return Answer.TAKEN;
        }

        @Override
        public void onEnd(CamkitException why) {
            FrameSink.this.onEnd(why);
        }
    }
}
