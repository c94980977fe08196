package io.camkit.codec.javacv;

import java.util.Locale;

/** Why a frame went no further. */
enum Dropped {
    /** The decoder refused it; the next key frame goes on. */
    UNDECODABLE,
    /** Newer ones waited: it was decoded, if others need it, and not shown. */
    LATE,
    /** It is not later than the one before. */
    BACKWARD_PTS,
    /** The kit's memory for frames is used up. */
    NO_MEMORY;

    /** As a label of a metric. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
