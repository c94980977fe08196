package io.camkit;

import java.util.List;
import java.util.concurrent.Executor;

/**
 * A live or derived stream that any number of readers follow, each at its own position. It outlives reconnects of the camera.
 *
 * <p><b>Threading.</b> Any thread.
 */
public interface Feed {
    /** What flows right now; empty until the first frame. */
    List<Track> tracks();

    /**
     * Begins to read.
     *
     * @param executor runs the reader; readers of one feed that share an executor are served in one task a frame
     */
    Subscription subscribe(From from, Executor executor, FrameReader reader);

    /** Asks whoever makes the frames for a key frame. Requests within a second are one. */
    void requestKeyFrame();
}
