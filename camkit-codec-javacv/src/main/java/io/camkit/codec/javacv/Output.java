package io.camkit.codec.javacv;

import io.camkit.FrameHeader;
import java.nio.ByteBuffer;

/** Where what a child or an inline conversion makes goes. One thread at a time. */
interface Output {
    /**
     * One frame.
     *
     * @param header its track's identity is the version of the configuration, as everywhere
     * @param payload its remaining bytes, lent for the call
     */
    void frame(FrameHeader header, ByteBuffer payload);

    /** Something was left out. */
    void dropped(Dropped reason);

    /** An encoder of this name opens here and makes nothing of pictures. */
    default void useless(String encoder) {}
}
