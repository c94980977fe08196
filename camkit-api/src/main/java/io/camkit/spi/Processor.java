package io.camkit.spi;

import io.camkit.Frame;
import io.camkit.Track;

/**
 * Turns frames into other frames, none, or the same ones. One processor serves one camera.
 *
 * <p><b>Ownership.</b> The input is lent for the call and never changed; to pass it on, retain it and emit it.
 *
 * <p><b>Threading.</b> One call at a time, on the kit's workers.
 */
public interface Processor extends AutoCloseable {
    /** Frames of this track follow. */
    default void onTrack(Track track) {}

    /** One frame in, any number out. */
    void onFrame(Frame frame, Emitter out);

    /** Releases what was kept. Calling it twice does nothing. */
    @Override
    default void close() {}

    /** Where results go. */
    @FunctionalInterface
    interface Emitter {
        /** Takes over the caller's share of {@code frame}. */
        void emit(Frame frame);
    }
}
