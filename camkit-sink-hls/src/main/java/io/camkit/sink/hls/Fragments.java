package io.camkit.sink.hls;

import io.camkit.Frame;
import io.camkit.Track;
import io.camkit.net.FrameBuffers;
import io.camkit.spi.Nullable;
import io.netty.buffer.ByteBuf;

/**
 * A camera's fragments, each made once, by the first viewer who comes to its frame.
 *
 * <p><b>Threading.</b> Any thread.
 */
final class Fragments {
    /** Viewers are seldom further apart; who joins makes the fragments of the kept group of pictures anew. */
    private static final int KEPT = 8;

    private final FrameBuffers buffers =
            new FrameBuffers(KEPT, frame -> of(frame.track()).fragment(frame));
    private @Nullable LiveTrack newest;

    synchronized LiveTrack of(Track track) {
        LiveTrack known = newest;
        if (known == null || known.track() != track) {
            known = new LiveTrack(track);
            newest = known;
        }
        return known;
    }

    /** A fragment with a reference for the caller. */
    ByteBuf of(Frame frame) {
        return buffers.of(frame);
    }

    void clear() {
        buffers.clear();
        synchronized (this) {
            newest = null;
        }
    }
}
