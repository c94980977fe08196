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
    /** What dies sooner than this after its first frame, each time, dies of what it is given, and is not started at once again. */
    private static final Duration STEADY = Duration.ofSeconds(2);

    private final RandomGenerator random;
    private final boolean firstAtOnce;
    private final long steadyNanos;
    private double step = FIRST_STEP_NANOS;
    private boolean atOnce;

    private BackOff(RandomGenerator random, boolean firstAtOnce, Duration steady) {
        this.random = random;
        this.firstAtOnce = firstAtOnce;
        this.atOnce = firstAtOnce;
        this.steadyNanos = steady.toNanos();
    }

    /** For what has to be reached: once there is a frame, it was. */
    BackOff(RandomGenerator random) {
        this(random, false, Duration.ZERO);
    }

    /** For what is made here: the first wait is hardly one, those that follow are the usual ones until it ran for a while. */
    static BackOff firstAtOnce(RandomGenerator random) {
        return new BackOff(random, true, STEADY);
    }

    /** Whether no attempt follows such an end: what is made here is tried again when somebody asks again. */
    boolean givesUp(Retry retry) {
        return retry == Retry.GIVE_UP || (firstAtOnce && retry == Retry.RETRY_SLOWLY);
    }

    /** @param retry not one that it gives up at */
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

    /** Frames came for {@code nanos}: if that was long enough, the next wait is a short one. */
    void ran(long nanos) {
        if (nanos >= steadyNanos) {
            step = FIRST_STEP_NANOS;
            atOnce = firstAtOnce;
        }
    }
}
