package io.camkit.source.picamera;

import java.nio.ByteBuffer;

/** Makes frames of what comes through the pipe. */
sealed interface PipeFrames permits H264Frames, JpegFrames {
    /**
     * Takes bytes as they came and emits the frames that they complete. Each byte is copied once, into its frame.
     *
     * @param received the position moves behind what was taken; the rest, of at most {@value #MOST_LEFT} bytes, has to come again with
     *     more behind it
     */
    void take(ByteBuffer received);

    /** How many bytes may be left. */
    int MOST_LEFT = 256;

    /** Gives back what is unfinished: a child that is over has not written all of it. */
    void close();
}
