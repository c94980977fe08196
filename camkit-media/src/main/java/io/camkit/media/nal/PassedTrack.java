package io.camkit.media.nal;

import io.camkit.Track;
import io.camkit.spi.Nullable;

/**
 * The track of the access units that are passed on. Another one begins with a key frame, and only if there is a difference: sets that
 * were damaged on their way are soon followed by the right ones.
 *
 * <p><b>Threading.</b> One thread.
 */
public final class PassedTrack {
    private @Nullable Track passed;

    /** Before the first access unit. */
    public PassedTrack() {}

    /**
     * The track of the next access unit.
     *
     * @param known by the parameter sets shown last
     * @param keyFrame whether the access unit is one
     */
    public Track next(Track known, boolean keyFrame) {
        Track before = passed;
        if (before == null || (keyFrame && !sameAs(before, known))) {
            passed = known;
            return known;
        }
        return before;
    }

    /** The track of the last access unit; null before the first. */
    public @Nullable Track last() {
        return passed;
    }

    private static boolean sameAs(Track one, Track other) {
        return one == other
                || (one.width() == other.width()
                        && one.height() == other.height()
                        && one.frameRate() == other.frameRate()
                        && one.parameterSets().equals(other.parameterSets()));
    }
}
