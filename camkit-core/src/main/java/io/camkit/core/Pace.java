package io.camkit.core;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;

/** Chooses which frames to leave out so that at most so many a second remain, evenly spaced. One thread. */
final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;

    /** So much earlier than due is jitter. */
    private static final long JITTER_NANOS = 10_000_000;

    private final long intervalNanos;
    private final long toleranceNanos;
    private long dueNanos = Long.MIN_VALUE;

    /** @param maxFrameRate frames a second; 0 for all */
    Pace(double maxFrameRate) {
        intervalNanos = maxFrameRate > 0 ? (long) (NANOS_PER_SECOND / maxFrameRate) : 0;
        toleranceNanos = Math.min(JITTER_NANOS, intervalNanos / 4);
    }

    /** Whether this frame would be one too many. Only pictures that no other depends on are ever left out. */
    boolean leavesOut(FrameHeader header) {
        if (intervalNanos == 0 || !appliesTo(header.track())) {
            return false;
        }
        long early = dueNanos - header.captureNanos();
        // an absurd distance means that the camera's clock was set anew
        return dueNanos != Long.MIN_VALUE && early > toleranceNanos && early <= 2 * intervalNanos;
    }

    /** This frame was taken. */
    void taken(FrameHeader header) {
        if (intervalNanos > 0 && appliesTo(header.track())) {
            long now = header.captureNanos();
            boolean onTime = dueNanos != Long.MIN_VALUE && Math.abs(now - dueNanos) <= intervalNanos;
            dueNanos = (onTime ? dueNanos : now) + intervalNanos;
        }
    }

    private static boolean appliesTo(Track track) {
        return track.kind() == Codec.Kind.VIDEO && track.codec().everyFrameKey();
    }
}
