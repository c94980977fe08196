package io.camkit.http;

import io.camkit.Feed;
import io.camkit.Frame;
import io.camkit.From;
import io.camkit.Metrics;
import io.camkit.Track;
import io.camkit.spi.SinkContext;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everybody who watches one camera in one way. Each viewer has a place of his own in a feed and is offered a frame whenever his
 * connection has sent the one before; when that took too long he goes on at the newest key frame. Nobody waits for him, and what
 * waits for him in memory is one frame.
 *
 * <p>Counted as {@code camkit_viewers} and {@code camkit_frames_out_total}, by camera and kind.
 *
 * <p><b>Threading.</b> Any thread, but for {@link #admit}.
 */
public final class Audience implements AutoCloseable {
    /** What one viewer gets to see; writes to his connection, on its loop. What was written for one frame is sent together. */
    public interface Show {
        /** Frames of this track follow. */
        default void track(Track track) {}

        /** Frames were left out before the next one. */
        default void gap() {}

        /** One frame, lent for the call. */
        void frame(Frame frame);
    }

    private final Metrics.Counter framesOut;
    private final Metrics.Registration gauge;
    private final Runnable lastOneLeft;
    private final AtomicInteger viewers = new AtomicInteger();

    /**
     * @param kind the way of watching, for metrics, for example {@code mjpeg}
     * @param lastOneLeft runs whenever nobody is left; what is kept for viewers is given back there
     */
    public Audience(SinkContext context, String kind, Runnable lastOneLeft) {
        Metrics metrics = context.metrics();
        Map<String, String> labels = Map.of("camera", context.camera().id(), "kind", kind);
        this.lastOneLeft = lastOneLeft;
        this.framesOut = metrics.counter("camkit_frames_out_total", "Frames handed to viewers' connections", labels);
        this.gauge = metrics.gauge("camkit_viewers", "Viewers right now", labels, viewers::get);
    }

    /** Shows a feed to one more viewer until his connection closes; closes it when the feed ends. On the connection's loop. */
    public void admit(Feed feed, From from, Outbound connection, Show show) {
        viewers.incrementAndGet();
        new Viewer(this, connection, show).follow(feed, from);
    }

    void sent() {
        framesOut.add(1);
    }

    void left() {
        if (viewers.decrementAndGet() == 0) {
            lastOneLeft.run();
        }
    }

    /** Forgets the gauge. Viewers stay until their connections close. */
    @Override
    public void close() {
        gauge.close();
    }
}
