package io.camkit.codec.javacv;

import java.nio.ByteBuffer;

/** Hears what a {@link Demuxer} reads, as it comes. One thread at a time. */
interface InputListener {
    /** A time stamp that is missing. */
    long NO_TIME = Long.MIN_VALUE;

    /**
     * The input is open, and its format is known.
     *
     * @param complete whether all of its streams have been told; otherwise they are learnt from packets
     */
    void opened(boolean complete);

    /** A stream whose packets will come, before the first of them; again when its configuration has changed. */
    void stream(StreamFormat format);

    /** A stream whose packets will not come, in words for people. */
    void ignored(String what);

    /**
     * One access unit, picture or packet of sound.
     *
     * @param pts when it is shown, in the stream's time base, or {@link #NO_TIME}
     * @param dts when it is decoded, likewise
     * @param bytes from position to limit, lent for the call; none of a packet that is damaged
     */
    void packet(int stream, long pts, long dts, ByteBuffer bytes);

    /** The input came to its end, and begins again. */
    void restarted();
}
