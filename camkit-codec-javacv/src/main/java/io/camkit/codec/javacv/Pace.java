package io.camkit.codec.javacv;

import io.camkit.Clock;
import io.camkit.Frame;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import java.time.Duration;

/**
 * Emits the frames of an input that comes as fast as it is read, each at its time. The next packet is read when the one before it has had its
 * time, so that no more than one frame waits here.
 *
 * <p><b>Threading.</b> Any thread.
 */
final class Pace {
    private final SourceContext context;
    private final Runnable next;
    private final DroppedPackets dropped;
    private @Nullable Frame waiting;
    private Clock.@Nullable Cancellable timer;
    private boolean closed;

    /** @param next lets the next packet be read */
    Pace(SourceContext context, Runnable next) {
        this.context = context;
        this.next = next;
        this.dropped = new DroppedPackets(context);
    }

    /** Takes the frame of a packet, or none if it has none, and emits it when it says that it was captured. */
    synchronized void take(@Nullable Frame frame) {
        if (frame == null) {
            next.run();
        } else if (closed) {
            frame.release();
        } else {
            if (waiting != null) {
                giveUpWaiting(); // nobody asked for another one: a child that is out of its mind
                dropped.count("unasked");
            }
            waiting = frame;
            long wait = frame.captureNanos() - context.clock().nanos();
            if (wait > 0) {
                timer = context.clock().schedule(Duration.ofNanos(wait), this::due);
            } else {
                due();
            }
        }
    }

    private synchronized void due() {
        Frame frame = waiting;
        if (frame != null) {
            waiting = null;
            context.emit(frame);
            next.run();
        }
    }

    /** Gives up the frame that waits. */
    synchronized void close() {
        closed = true;
        giveUpWaiting();
    }

    private void giveUpWaiting() {
        if (timer != null) {
            timer.cancel();
        }
        if (waiting != null) {
            waiting.release();
            waiting = null;
        }
    }
}
