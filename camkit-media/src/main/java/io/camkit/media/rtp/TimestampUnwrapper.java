package io.camkit.media.rtp;

/**
 * Unwraps 32-bit RTP time stamps into ticks that never wrap, beginning at the first packet's arrival.
 *
 * <p>A time stamp that strays from the arrival clock by more than ten seconds since the packet before it is a sender's fault; the stream
 * goes on by the arrival clock instead.
 */
final class TimestampUnwrapper {
    private static final int MAX_STRAY_SECONDS = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int clockRate;
    private boolean started;
    private int lastTimestamp;
    private long lastTicks;
    private long lastArrival;
    private long repairs;

    TimestampUnwrapper(int clockRate) {
        this.clockRate = clockRate;
    }

    /** The ticks of a packet, in the order in which packets were sent. */
    long unwrap(int timestamp, long arrivalNanos) {
        if (!started) {
            started = true;
            // not before one second, so that decoding times, which go ahead of presentation, are never negative
            lastTicks = Math.max(clockRate, ticks(arrivalNanos));
        } else {
            int step = timestamp - lastTimestamp; // wraps as the time stamps do
            long elapsed = ticks(arrivalNanos - lastArrival);
            if (Math.abs(step - elapsed) <= (long) MAX_STRAY_SECONDS * clockRate) {
                lastTicks += step;
            } else {
                lastTicks += Math.max(1, elapsed);
                repairs++;
            }
        }
        lastTimestamp = timestamp;
        lastArrival = arrivalNanos;
        return lastTicks;
    }

    /** How often the arrival clock took the place of a time stamp. */
    long repairs() {
        return repairs;
    }

    private long ticks(long nanos) {
        return nanos / NANOS_PER_SECOND * clockRate + nanos % NANOS_PER_SECOND * clockRate / NANOS_PER_SECOND;
    }
}
