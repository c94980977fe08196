package io.camkit.source.picamera;

/**
 * Time stamps for frames that carry none, in ticks of 90 kHz: one nominal duration after the other, drawn an eighth of the way towards
 * each frame's arrival. The pipe's jitter is smoothed so, and a clock of the camera's that runs faster or slower than ours is followed.
 * A frame that is a second or more off, because the camera paused, is stamped by its arrival.
 */
final class FrameTimes {
    static final int CLOCK_RATE = 90_000;

    private static final int PULL = 8;

    private final long frameTicks;
    private long last = Long.MIN_VALUE;

    FrameTimes(int framesPerSecond) {
        frameTicks = CLOCK_RATE / framesPerSecond;
    }

    /** The next frame's time stamp; it rises whatever the arrivals do. */
    long next(long arrivalNanos) {
        long arrival = Math.floorDiv(arrivalNanos * 9, 100_000);
        if (last == Long.MIN_VALUE) {
            last = arrival;
            return last;
        }
        long expected = last + frameTicks;
        long late = arrival - expected;
        long stamp = Math.abs(late) < CLOCK_RATE ? expected + late / PULL : arrival;
        last = Math.max(last + 1, stamp);
        return last;
    }
}
