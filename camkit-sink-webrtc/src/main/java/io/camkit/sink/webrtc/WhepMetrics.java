package io.camkit.sink.webrtc;

import io.camkit.Metrics;
import io.camkit.spi.SinkContext;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted of one camera's viewers. */
final class WhepMetrics implements AutoCloseable {
    private final Metrics.Counter framesOut;
    private final Metrics.Counter skipped;
    private final Metrics.Counter resent;
    private final Metrics.Counter notResent;
    private final Metrics.Registration gauge;
    private final AtomicInteger viewers = new AtomicInteger();

    WhepMetrics(SinkContext context) {
        Metrics metrics = context.metrics();
        String camera = context.camera().id();
        Map<String, String> labels = Map.of("camera", camera, "kind", WebRtc.NAME);
        this.framesOut = metrics.counter("camkit_frames_out_total", "Frames handed to viewers' connections", labels);
        this.skipped = metrics.counter(
                "camkit_webrtc_frames_skipped_total",
                "Frames that viewers were too slow for",
                Map.of("camera", camera));
        this.resent = metrics.counter(
                "camkit_webrtc_packets_resent_total", "Packets that viewers missed and got", Map.of("camera", camera));
        this.notResent = metrics.counter(
                "camkit_webrtc_packets_not_resent_total",
                "Packets that viewers missed and that were not kept any more, or too many",
                Map.of("camera", camera));
        this.gauge = metrics.gauge("camkit_viewers", "Viewers right now", labels, viewers::get);
    }

    void joined() {
        viewers.incrementAndGet();
    }

    void left() {
        viewers.decrementAndGet();
    }

    void sent(long frames) {
        framesOut.add(frames);
    }

    void skipped(long frames) {
        skipped.add(frames);
    }

    void resent(boolean done) {
        (done ? resent : notResent).add(1);
    }

    /** Forgets the gauge. */
    @Override
    public void close() {
        gauge.close();
    }
}
