package io.camkit.core;

import io.camkit.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that a camera's groups of pictures are too large to be kept: every one in a counter, and once a minute in the log. */
final class OversizedGroups {
    private static final Logger LOG = LoggerFactory.getLogger(OversizedGroups.class);
    private static final long REPEAT_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long NEVER = Long.MIN_VALUE;
    private static final long MIB = 1 << 20;

    private final String label;
    private final KitParts parts;
    private final ByteBudget budget;
    private final Metrics.Counter count;
    private final AtomicLong last = new AtomicLong(NEVER);

    OversizedGroups(String label, KitParts parts, Map<String, String> labels, ByteBudget budget) {
        this.label = label;
        this.parts = parts;
        this.budget = budget;
        count = parts.metrics()
                .counter(
                        "camkit_groups_not_kept_total",
                        "Groups of pictures that exceeded the ring's bound, so that viewers waited for the next key frame",
                        labels);
    }

    void groupNotKept() {
        count.add(1);
        long now = parts.clock().nanos();
        long before = last.get();
        if ((before == NEVER || now - before >= REPEAT_NANOS) && last.compareAndSet(before, now)) {
            LOG.warn(
                    "CK-1109 {}: a group of pictures exceeds what its ring may hold ({} MiB for all of its kind of this camera, {} MiB for all cameras) and is not kept; new"
                            + " viewers wait for the next key frame. Mend: let the camera send key frames more often, or smaller pictures",
                    label,
                    budget.most() / MIB,
                    parts.budget().most() / MIB);
        }
    }
}
