package io.camkit.core;

import io.camkit.CamkitException.Retry;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt. One thread. */
final class BackOff {
    static final Duration SHORTEST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofSeconds(3);
    static final Duration SLOW = Duration.ofSeconds(15);
    /** A wait is up to a fifth shorter than its step, so that cameras behind one switch do not come back all at once. */
    private static final double JITTER = 0.2;

    private static final double FIRST_STEP_NANOS = 0.6e9;

    private final RandomGenerator random;
    private double step = FIRST_STEP_NANOS;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    /** @param retry not GIVE_UP */
    Duration next(Retry retry) {
        if (retry == Retry.RETRY_SLOWLY) {
            return SLOW;
        }
        double wait = step * (1 - JITTER * random.nextDouble());
        step = Math.min((double) LONGEST.toNanos(), step * 2);
        return Duration.ofNanos(Math.max(SHORTEST.toNanos(), (long) wait));
    }

    /** Frames came: the next wait is a short one. */
    void reset() {
        step = FIRST_STEP_NANOS;
    }
}
