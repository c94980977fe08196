package io.camkit.process;

import io.camkit.Clock;
import java.time.Duration;

/**
 * For how long a child has taken nothing although something was on its way. Of the time between two looks no more than half a second
 * counts: when more has passed, the whole machine was held up, and the child with it.
 */
final class Silence {
    private static final Duration COUNTS = Duration.ofMillis(500);

    private final Window window;
    private final Duration limit;
    private final Clock clock;
    private long lookedNanos;
    private long silentNanos;
    private long taken;

    Silence(Window window, Duration limit, Clock clock) {
        this.window = window;
        this.limit = limit;
        this.clock = clock;
        this.lookedNanos = clock.nanos();
    }

    Duration limit() {
        return limit;
    }

    /** Looks again. */
    boolean isTooLong() {
        long now = clock.nanos();
        long passed = Math.min(now - lookedNanos, COUNTS.toNanos());
        lookedNanos = now;
        long takenNow = window.takenSoFar();
        silentNanos = window.isFull() && takenNow == taken ? silentNanos + passed : 0;
        taken = takenNow;
        return silentNanos >= limit.toNanos();
    }
}
