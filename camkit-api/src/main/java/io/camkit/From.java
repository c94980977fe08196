package io.camkit;

import java.time.Duration;

/**
 * Where in a feed a reader begins, and how far behind it may fall.
 *
 * @param start how the first frame is chosen
 * @param age how far back to begin; only for {@link Start#AGO}
 * @param maxLag a reader that is further behind than this when it resumes jumps to the newest key frame, if there is one ahead of it
 */
public record From(Start start, Duration age, Duration maxLag) {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** Checks. */
    public From {
        if (age.isNegative() || maxLag.isNegative()) {
            throw new IllegalArgumentException("age " + age + " and lag " + maxLag + " are 0 or more");
        }
    }

    /** How the first frame is chosen. */
    public enum Start {
        /** The next frame to be written that can be decoded by itself. */
        LIVE,
        /**
         * The newest key frame in the ring and all after it; a fresh one is requested when that is older than two seconds. For who wants
         * sound alone, the next packet.
         */
        KEY_FRAME,
        /** The last key frame that is at least {@link From#age()} old, or the oldest one there is. */
        AGO
    }

    /** Only what comes from now on. */
    public static final From LIVE = new From(Start.LIVE, Duration.ZERO, PATIENCE);

    /** A picture at once, then live: what a viewer wants. */
    public static final From KEY_FRAME = new From(Start.KEY_FRAME, Duration.ZERO, PATIENCE);

    /** The seconds before now as well. The ring keeps that much from the moment of subscribing. */
    public static From ago(Duration age) {
        return new From(Start.AGO, age, PATIENCE);
    }

    /** The same for a reader that would rather be late than miss something. The ring keeps that much for it, within its bounds. */
    public From maxLag(Duration patience) {
        return new From(start, age, patience);
    }
}
