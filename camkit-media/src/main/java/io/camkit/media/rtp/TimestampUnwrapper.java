package io.camkit.media.rtp;

/**
 * Unwraps 32-bit RTP time stamps into ticks that never wrap, beginning at the first packet's arrival.
 *
 * <p>A time stamp that repeats the one before it, goes back although nothing is reordered, or strays from the arrival clock by more than
 * ten seconds is a sender's fault: the stream goes on by the arrival clock instead. A sender that commits it too often is not believed
 * any more.
 */
final class TimestampUnwrapper {
    private static final int MAX_STRAY_SECONDS = 10;
    private static final int MAX_FAULTS = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int clockRate;
    private final Runnable onRepair;
    private boolean started;
    private int lastTimestamp;
    private long lastTicks;
    private long lastArrival;
    private long highest;
    private long zero; // what the arrival clock is ahead of the ticks, when neither strays
    private int faults;

    /** @param onRepair told each time that the arrival clock takes the place of a time stamp */
    TimestampUnwrapper(int clockRate, Runnable onRepair) {
        this.clockRate = clockRate;
        this.onRepair = onRepair;
        // not before one second, so that decoding times, which go ahead of presentation, are never negative
        this.highest = clockRate - 1L;
    }

    /**
     * The ticks of a frame, in the order in which they were sent.
     *
     * @param reordered whether frames may follow others that are shown later
     */
    long unwrap(int timestamp, long arrivalNanos, boolean reordered) {
        long arrival = ticks(arrivalNanos);
        if (!started) {
            started = true;
            lastTicks = Math.max(highest + 1, arrival);
            zero = arrival - lastTicks;
        } else {
            long told = lastTicks + (timestamp - lastTimestamp); // the difference wraps as the time stamps do
            if (isBelievable(told, arrival, reordered)) {
                faults = Math.max(0, faults - 1);
                lastTicks = told;
            } else {
                faults++;
                lastTicks = highest + Math.max(1, ticks(arrivalNanos - lastArrival));
                onRepair.run();
            }
        }
        highest = Math.max(highest, lastTicks);
        lastTimestamp = timestamp;
        lastArrival = arrivalNanos;
        return lastTicks;
    }

    private boolean isBelievable(long told, long arrival, boolean reordered) {
        boolean rises = told > highest || (reordered && told != lastTicks && told > highest - clockRate);
        long stray = Math.abs(told - (arrival - zero));
        return rises && stray <= (long) MAX_STRAY_SECONDS * clockRate && faults < MAX_FAULTS;
    }

    /** Frames up to {@code ticks} have had a time without a time stamp of their own. */
    void reached(long ticks) {
        highest = Math.max(highest, ticks);
    }

    /** The next time stamp is that of another sender. */
    void restart() {
        started = false;
        faults = 0;
    }

    private long ticks(long nanos) {
        return nanos / NANOS_PER_SECOND * clockRate + nanos % NANOS_PER_SECOND * clockRate / NANOS_PER_SECOND;
    }
}
