package io.camkit.core;

import io.camkit.Metrics;
import io.camkit.SkipReason;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What all readers of one stream skipped, by reason. */
final class SkipCounters {
    private final Map<SkipReason, Metrics.Counter> counters = new EnumMap<>(SkipReason.class);

    SkipCounters(Metrics metrics, Map<String, String> labels) {
        for (SkipReason reason : SkipReason.values()) {
            counters.put(
                    reason,
                    metrics.counter(
                            "camkit_frames_skipped_total",
                            "Frames that were written and not delivered to a reader, by reason",
                            Labels.and(labels, "reason", reason.name().toLowerCase(Locale.ROOT))));
        }
    }

    @SuppressWarnings("NullAway") // every reason is there
    void add(SkipReason reason, long frames) {
        counters.get(reason).add(frames);
    }
}
