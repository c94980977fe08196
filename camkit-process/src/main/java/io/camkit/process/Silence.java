package io.camkit.process;

import io.camkit.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * For how long a child has taken nothing although something was on its way. One that does nothing meanwhile hangs; one that uses its processor
 * may just be slow, and has longer. Of the time between two looks no more than half a second counts: when more has passed, the whole machine
 * was held up, and the child with it.
 */
final class Silence {
    private static final Duration COUNTS = Duration.ofMillis(500);

    private final Window window;
    private final Supplier<Duration> cpuTime;
    private final Duration limit;
    private final Duration limitOfWork;
    private final Clock clock;
    private long lookedNanos;
    private long silentNanos;
    private long idleNanos;
    private long taken;
    private Duration used = Duration.ZERO;

    /**
     * @param cpuTime what processor time the child has used
     * @param limit while it uses none
     * @param limitOfWork while it uses some
     */
    Silence(Window window, Supplier<Duration> cpuTime, Duration limit, Duration limitOfWork, Clock clock) {
        this.window = window;
        this.cpuTime = cpuTime;
        this.limit = limit;
        this.limitOfWork = limitOfWork;
        this.clock = clock;
        this.lookedNanos = clock.nanos();
    }

    /** How long it lasts now. */
    Duration lasts() {
        return Duration.ofNanos(silentNanos);
    }

    /** Looks again. */
    boolean isTooLong() {
        long now = clock.nanos();
        long passed = Math.min(now - lookedNanos, COUNTS.toNanos());
        lookedNanos = now;
        long takenNow = window.takenSoFar();
        boolean silent = !window.isEmpty() && takenNow == taken;
        taken = takenNow;
        silentNanos = silent ? silentNanos + passed : 0;
        idleNanos = silent && !worked() ? idleNanos + passed : 0;
        return idleNanos >= limit.toNanos() || silentNanos >= limitOfWork.toNanos();
    }

    private boolean worked() {
        Duration before = used;
        used = cpuTime.get();
        return used.compareTo(before) > 0;
    }
}
