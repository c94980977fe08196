package io.camkit.source.test;

import io.camkit.Frame;
import io.camkit.Track;
import io.camkit.spi.FrameAllocator;

/** Where the frames of a test camera come from. One thread at a time. */
sealed interface Pictures permits Drawing, Clip {
    Track track();

    /** Whether a frame takes long enough to keep others waiting. */
    boolean slow();

    /**
     * The frame to go on with.
     *
     * @param next the one that would be next
     * @param latest the last one whose time has come
     * @return {@code next}, or a later one when those between are left out
     */
    long goOnWith(long next, long latest);

    /** The frame of this number, with one share for the caller. */
    Frame frame(long number, FrameAllocator allocator, long captureNanos);
}
