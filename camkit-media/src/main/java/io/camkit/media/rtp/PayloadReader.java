package io.camkit.media.rtp;

import java.nio.ByteBuffer;

/** Makes the payloads of one sender, which come once and in order, into frames. One for each codec. */
interface PayloadReader {
    /** Packets are missing before the next one. */
    void lose();

    /** After {@link #lose}: the next packet comes from another sender, whose time stamps have nothing to do with those before. */
    void restart();

    /**
     * Takes one payload.
     *
     * @param payload from position to limit, which the reader may move; lent for the call
     */
    void payload(RtpHeader header, ByteBuffer payload, long arrivalNanos);

    /** Whether frames are being dropped because no key frame has come yet. */
    default boolean keyFrameWanted() {
        return false;
    }

    /** Gives back what is unfinished. */
    void close();
}
