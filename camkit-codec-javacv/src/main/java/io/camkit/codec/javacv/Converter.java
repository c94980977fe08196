package io.camkit.codec.javacv;

import io.camkit.FrameHeader;
import io.camkit.Track;
import java.nio.ByteBuffer;

/**
 * Makes frames of one lane from frames of another, in native memory that it allocates once.
 *
 * <p><b>Threading.</b> One thread, except {@link #requestKeyFrame}.
 */
interface Converter extends AutoCloseable {
    /**
     * Frames of this track follow.
     *
     * @throws io.camkit.CamkitException if this kind of stream cannot be converted at all
     */
    void track(Track track);

    /**
     * Direct memory for the bytes of the next frame, valid until the next call of any method.
     *
     * @return position 0, limit {@code bytes}
     */
    ByteBuffer room(int bytes);

    /**
     * Takes the frame whose bytes were put into {@link #room}, and hands on what it makes of it before it returns. A frame that cannot be
     * decoded is counted and left out.
     *
     * @param late whether newer frames wait already: it is decoded because others need it, and not shown
     * @throws io.camkit.CamkitException if the conversion cannot go on
     */
    void convert(FrameHeader header, boolean late);

    /** Makes the next frame a key frame, where the result has others. Any thread. */
    void requestKeyFrame();

    /** Frees its memory. */
    @Override
    void close();
}
