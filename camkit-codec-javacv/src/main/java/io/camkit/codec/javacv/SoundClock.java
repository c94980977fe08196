package io.camkit.codec.javacv;

/** Where samples fall in time, and what to do about those that are missing. One thread. */
final class SoundClock {
    /** Time stamps of cameras tremble by less without anything being wrong. */
    static final int SHORTEST_GAP_MILLIS = 10;
    /** What is missing up to so much becomes silence, so that packets go on coming evenly; more is a jump of the time stamps. */
    static final int LONGEST_SILENCE_MILLIS = 500;
    /** A lane may run ahead of its time stamps by so much before samples are left out. */
    static final int LONGEST_OVERLAP_MILLIS = 100;

    private static final int MILLIS_PER_SECOND = 1000;

    /** How a packet's samples follow those before. */
    enum Place {
        /** Directly. */
        NEXT,
        /** Some are {@link #missing} between. */
        AFTER_GAP,
        /** They begin anew. */
        ANEW,
        /** They fall on time that has been filled already. */
        TOO_LATE
    }

    private final int ticksPerSecond;
    private boolean started;
    private long next;
    private long missing;

    /** @param ticksPerSecond of the time stamps that come in */
    SoundClock(int ticksPerSecond) {
        this.ticksPerSecond = ticksPerSecond;
    }

    /** Where a packet at {@code pts} belongs. */
    Place place(long pts) {
        missing = pts - next;
        if (!started || missing > ticks(LONGEST_SILENCE_MILLIS)) {
            started = true;
            next = pts;
            return Place.ANEW;
        }
        if (missing < -ticks(LONGEST_OVERLAP_MILLIS)) {
            return Place.TOO_LATE;
        }
        return missing >= ticks(SHORTEST_GAP_MILLIS) ? Place.AFTER_GAP : Place.NEXT;
    }

    /** Samples between the packet that was placed last and what came before it. */
    int missing(int samplesPerSecond) {
        return Math.toIntExact(missing * samplesPerSecond / ticksPerSecond);
    }

    /** So many samples followed. */
    void filled(int samples, int samplesPerSecond) {
        next += (long) samples * ticksPerSecond / samplesPerSecond;
    }

    private long ticks(int millis) {
        return (long) millis * ticksPerSecond / MILLIS_PER_SECOND;
    }
}
