package io.camkit.codec.javacv;

/** Chooses which pictures are shown so that at most so many a second are, evenly spaced. One thread. */
final class PicturePace {
    private static final double NANOS_PER_SECOND = 1e9;

    /** So much earlier than due is jitter. */
    private static final long JITTER_NANOS = 10_000_000;

    private final long intervalNanos;
    private final long toleranceNanos;
    private long dueNanos = Long.MIN_VALUE;

    /** @param maxFrameRate pictures a second; 0 for all */
    PicturePace(double maxFrameRate) {
        intervalNanos = maxFrameRate > 0 ? (long) (NANOS_PER_SECOND / maxFrameRate) : 0;
        toleranceNanos = Math.min(JITTER_NANOS, intervalNanos / 4);
    }

    /**
     * Whether the picture of this moment is shown.
     *
     * @param nanos when it is to be seen, on any zero
     */
    boolean due(long nanos) {
        if (intervalNanos == 0) {
            return true;
        }
        long early = dueNanos == Long.MIN_VALUE ? 0 : dueNanos - nanos;
        // further away than two distances means that the camera's clock was set anew
        if (early > toleranceNanos && early <= 2 * intervalNanos) {
            return false;
        }
        dueNanos = (Math.abs(early) <= intervalNanos && dueNanos != Long.MIN_VALUE ? dueNanos : nanos) + intervalNanos;
        return true;
    }
}
