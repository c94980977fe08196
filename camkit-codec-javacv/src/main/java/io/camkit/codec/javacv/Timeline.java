package io.camkit.codec.javacv;

/**
 * Puts the time stamps of an input, which all its streams share, on the kit's clock.
 *
 * <p>An input that is paced is played as it says, and goes on without a gap where its time jumps or it begins again. One that is live comes
 * when it comes: its time is believed as long as it stays within ten seconds of the arrivals.
 *
 * <p><b>Threading.</b> One thread at a time.
 */
final class Timeline {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long FAR = 10 * NANOS_PER_SECOND;
    private static final long LATE = NANOS_PER_SECOND;
    private static final long STEP = NANOS_PER_SECOND / 25;

    private final boolean paced;
    private final Runnable onRepair;
    private boolean started;
    private boolean restarted;
    private long offset; // what the kit's clock is ahead of the input's
    private long lastInput;
    private long newest;

    /** @param onRepair told each time that the input's time is not believed */
    Timeline(boolean paced, Runnable onRepair) {
        this.paced = paced;
        this.onRepair = onRepair;
    }

    /** The input begins again, with any time. */
    void restart() {
        restarted = started;
    }

    /**
     * The time of a frame on the kit's clock.
     *
     * @param ticks by the input, of a clock of {@code rate} ticks a second
     * @return in the same ticks
     */
    long place(long ticks, int rate, long nowNanos) {
        long input = nanos(ticks, rate);
        // not before one second, so that decoding times, which go ahead of presentation, are never negative
        long now = Math.max(nowNanos, NANOS_PER_SECOND);
        if (!started) {
            offset = now - input;
            newest = now;
        } else if (restarted) {
            offset = newest + STEP - input;
        } else if (Math.abs(input - lastInput) > FAR) {
            offset = (paced ? newest + STEP : Math.max(now, newest)) - input;
            onRepair.run();
        }
        started = true;
        restarted = false;
        long stray = input + offset - now;
        if (paced ? stray < -LATE : Math.abs(stray) > FAR) {
            offset = now - input;
            onRepair.run();
        }
        lastInput = input;
        newest = Math.max(newest, input + offset);
        return ticks + ticks(offset, rate);
    }

    /** When a frame that is decoded at {@code ticks} counts as captured: at its arrival, or when its time comes. */
    long captured(long ticks, int rate, long nowNanos) {
        return paced ? nanos(ticks, rate) : nowNanos;
    }

    private static long nanos(long ticks, int rate) {
        return Math.floorDiv(ticks, rate) * NANOS_PER_SECOND + Math.floorMod(ticks, rate) * NANOS_PER_SECOND / rate;
    }

    private static long ticks(long nanos, int rate) {
        return Math.floorDiv(nanos, NANOS_PER_SECOND) * rate
                + Math.floorMod(nanos, NANOS_PER_SECOND) * rate / NANOS_PER_SECOND;
    }
}
