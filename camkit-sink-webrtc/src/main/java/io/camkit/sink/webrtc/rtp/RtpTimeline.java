package io.camkit.sink.webrtc.rtp;

import io.camkit.Frame;

/**
 * The time stamps of a stream as RTP counts them, from zero. They follow the camera's own as long as those fit what has passed on the
 * clock; where a camera begins anew, they go on by what has passed.
 *
 * <p><b>Threading.</b> One thread.
 */
final class RtpTimeline {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int clockRate;
    private boolean begun;
    private long offset;
    private long lastTicks;
    private long lastNanos;

    /** @param clockRate ticks a second */
    RtpTimeline(int clockRate) {
        this.clockRate = clockRate;
    }

    /** The time of the next frame, in the order in which frames are decoded. */
    long ticks(Frame frame) {
        long own = rescale(frame.pts(), frame.track().clockRate());
        long expected = begun ? lastTicks + ticks(frame.captureNanos() - lastNanos) : 0;
        if (!begun || Math.abs(own + offset - expected) > clockRate) {
            offset = expected - own;
            begun = true;
        }
        lastTicks = own + offset;
        lastNanos = frame.captureNanos();
        return lastTicks;
    }

    /** A span of time in ticks. */
    long ticks(long nanos) {
        return Math.floorDiv(nanos, NANOS_PER_SECOND) * clockRate
                + Math.floorMod(nanos, NANOS_PER_SECOND) * clockRate / NANOS_PER_SECOND;
    }

    private long rescale(long pts, int from) {
        return from == clockRate
                ? pts
                : Math.floorDiv(pts, from) * clockRate + Math.floorMod(pts, from) * (long) clockRate / from;
    }
}
