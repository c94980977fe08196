package io.camkit.http;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Feed;
import io.camkit.Frame;
import io.camkit.From;
import io.camkit.Metrics;
import io.camkit.Track;
import io.camkit.spi.SinkContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everybody who watches one camera in one way. Each viewer has a place of his own in a feed and is offered a frame whenever his
 * connection has sent the one before; when that took too long he goes on at the newest key frame. Nobody waits for him, and what
 * waits for him in memory is one frame.
 *
 * <p>Counted as {@code camkit_viewers}, {@code camkit_frames_out_total} and {@code camkit_latency_seconds} (from a frame's capture to
 * its being handed to a connection; what was captured before the viewer came does not count), by camera and kind.
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

        /** Nothing follows. The connection is closed behind this. */
        default void ended(CamkitException why) {}
    }

    private static final List<Double> LATENCY_SECONDS =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Clock clock;
    private final Metrics.Counter framesOut;
    private final Metrics.Histogram latency;
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
        this.clock = context.clock();
        this.lastOneLeft = lastOneLeft;
        this.framesOut = metrics.counter("camkit_frames_out_total", "Frames handed to viewers' connections", labels);
        this.latency = metrics.histogram(
                "camkit_latency_seconds", "From a frame's capture to a viewer's connection", labels, LATENCY_SECONDS);
        this.gauge = metrics.gauge("camkit_viewers", "Viewers right now", labels, viewers::get);
    }

    /** Shows a feed to one more viewer until his connection closes; closes it when the feed ends. On the connection's loop. */
    public void admit(Feed feed, From from, Outbound connection, Show show) {
        viewers.incrementAndGet();
        new Viewer(this, connection, show, clock.nanos()).follow(feed, from);
    }

    /** @param joinedNanos when its viewer came */
    void sent(Frame frame, long joinedNanos) {
        framesOut.add(1);
        if (frame.captureNanos() - joinedNanos >= 0) {
            latency.record((clock.nanos() - frame.captureNanos()) / NANOS_PER_SECOND);
        }
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
