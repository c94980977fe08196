package io.camkit.codec.javacv;

import io.camkit.Metrics;
import io.camkit.spi.SourceContext;
import java.util.HashMap;
import java.util.Map;

/** Counts what an input's packets lose on their way, by reason. One thread at a time. */
final class DroppedPackets {
    private final SourceContext context;
    private final Map<String, Metrics.Counter> counters = new HashMap<>();

    DroppedPackets(SourceContext context) {
        this.context = context;
    }

    void count(String reason) {
        counters.computeIfAbsent(reason, this::counter).add(1);
    }

    private Metrics.Counter counter(String reason) {
        return context.metrics()
                .counter(
                        "camkit_source_dropped_total",
                        "Packets and frames that a source gave up, by reason",
                        Map.of("camera", context.camera(), "reason", reason));
    }
}
