package io.camkit.codec.javacv;

import io.camkit.FrameHeader;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Makes frames of decoded pictures of one form. One thread. */
interface PictureEncoder extends AutoCloseable {
    /** The form that its pictures have to have. */
    PictureForm form();

    /**
     * Hands on the frame of this picture, or keeps it until a later one.
     *
     * @param picture in the right form; its time stamp is {@code header}'s, and its other properties may be changed
     * @param header with the input's track and key flag, which are replaced
     */
    void encode(AVFrame picture, FrameHeader header, boolean asKeyFrame);

    @Override
    void close();
}
