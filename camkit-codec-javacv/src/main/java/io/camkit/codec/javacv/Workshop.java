package io.camkit.codec.javacv;

import io.camkit.Frame;
import io.camkit.Track;

/**
 * Where conversions are done: in this JVM or in a child of it.
 *
 * <p><b>Threading.</b> One thread, except {@link #requestKeyFrame}.
 */
interface Workshop extends AutoCloseable {
    /** Frames of this track follow; pictures and sound have one each. */
    void track(Track track);

    /**
     * Takes one frame, which is lent for the call; waits while the one before is not done.
     *
     * @param late whether newer frames wait already
     */
    void frame(Frame frame, boolean late);

    /** Makes the next picture a key frame, where the result has others. Any thread. */
    void requestKeyFrame();

    /** Ends the work, and returns when nothing is handed on any more. */
    @Override
    void close();
}
