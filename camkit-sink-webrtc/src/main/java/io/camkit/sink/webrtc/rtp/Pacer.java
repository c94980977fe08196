package io.camkit.sink.webrtc.rtp;

/**
 * Spreads bursts: what one viewer may be sent at this moment. Frames of usual size pass at once; a large key frame, or the group of
 * pictures that a viewer begins with, leaves over some milliseconds, so that no queue on the way overflows.
 *
 * <p><b>Threading.</b> One event loop.
 */
final class Pacer {
    /** 40 Mbit/s. */
    private static final long BYTES_PER_SECOND = 5_000_000;

    private static final long BURST_BYTES = 64 * 1024;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private long allowance = BURST_BYTES;
    private long lastNanos;

    Pacer(long nowNanos) {
        this.lastNanos = nowNanos;
    }

    /** Whether a packet may leave now. The caller sends it then. */
    boolean take(int bytes, long nowNanos) {
        // who was silent for long has earned a whole burst, and no more
        long passed = Math.min(nowNanos - lastNanos, NANOS_PER_SECOND);
        long earned = passed * BYTES_PER_SECOND / NANOS_PER_SECOND;
        if (earned > 0) {
            allowance = Math.min(BURST_BYTES, allowance + earned);
            lastNanos = nowNanos;
        }
        if (allowance < bytes) {
            return false;
        }
        allowance -= bytes;
        return true;
    }
}
