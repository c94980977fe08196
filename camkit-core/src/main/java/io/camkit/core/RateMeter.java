package io.camkit.core;

import java.util.ArrayDeque;
import java.util.Deque;

/** Frames and bits a second over the last seconds, from totals that are looked at now and then. Costs a frame nothing. */
final class RateMeter {
    private static final long WINDOW_NANOS = 5_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int BITS = 8;

    private final Deque<Reading> readings = new ArrayDeque<>();

    private record Reading(long atNanos, long frames, long bytes) {}

    /** What flowed within the window. */
    record Rate(double framesPerSecond, long bitsPerSecond) {}

    /** Notes the totals at one moment. */
    synchronized void note(long nowNanos, long frames, long bytes) {
        readings.addLast(new Reading(nowNanos, frames, bytes));
        while (readings.size() > 2 && nowNanos - readings.getFirst().atNanos() > WINDOW_NANOS) {
            readings.removeFirst();
        }
    }

    synchronized Rate rate() {
        if (readings.size() < 2) {
            return new Rate(0, 0);
        }
        Reading first = readings.getFirst();
        Reading last = readings.getLast();
        double seconds = (last.atNanos() - first.atNanos()) / NANOS_PER_SECOND;
        return seconds <= 0
                ? new Rate(0, 0)
                : new Rate(
                        (last.frames() - first.frames()) / seconds,
                        Math.round((last.bytes() - first.bytes()) * BITS / seconds));
    }
}
