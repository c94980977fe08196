package io.camkit;

/**
 * Who reads a feed. Called on the executor given at subscription, one call at a time.
 *
 * <p>What it throws ends the subscription, is logged with the camera's name, and touches nobody else.
 */
public interface FrameReader {
    /** What a reader says to a frame. */
    enum Answer {
        /** Done with this frame, the next one may come. */
        TAKEN,
        /** Not taken: nothing comes until {@link Subscription#resume()}, then this frame again or a newer one. */
        LATER
    }

    /** Frames of this track follow. Called before the first frame of each track and whenever a track is replaced. */
    default void onTrack(Track track) {}

    /** One frame, lent for the call: retain it to keep it. */
    Answer onFrame(Frame frame);

    /** Nothing will follow, and nobody closed the subscription: the camera was closed, or its stream can no longer be given as wanted. */
    default void onEnd(CamkitException why) {}
}
