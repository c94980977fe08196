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

    private static final Duration AT_ONCE = Duration.ofMillis(50);

    private final RandomGenerator random;
    private final boolean firstAtOnce;
    private double step = FIRST_STEP_NANOS;
    private boolean atOnce;

    private BackOff(RandomGenerator random, boolean firstAtOnce) {
        this.random = random;
        this.firstAtOnce = firstAtOnce;
        this.atOnce = firstAtOnce;
    }

    /** For what has to be reached. */
    BackOff(RandomGenerator random) {
        this(random, false);
    }

    /** For what is made here: the first wait is hardly one, those that follow are the usual ones. */
    static BackOff firstAtOnce(RandomGenerator random) {
        return new BackOff(random, true);
    }

    /** @param retry not GIVE_UP */
    Duration next(Retry retry) {
        if (retry == Retry.RETRY_SLOWLY) {
            return SLOW;
        }
        if (atOnce) {
            atOnce = false;
            return AT_ONCE;
        }
        double wait = step * (1 - JITTER * random.nextDouble());
        step = Math.min((double) LONGEST.toNanos(), step * 2);
        return Duration.ofNanos(Math.max(SHORTEST.toNanos(), (long) wait));
    }

    /** Frames came: the next wait is a short one. */
    void reset() {
        step = FIRST_STEP_NANOS;
        atOnce = firstAtOnce;
    }
}
