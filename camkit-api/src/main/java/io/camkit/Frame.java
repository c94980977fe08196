package io.camkit;

import io.camkit.spi.CountedFrame;
import java.nio.ByteBuffer;

/**
 * One access unit, JPEG, audio packet or decoded picture: an immutable header and one counted payload.
 *
 * <p><b>Ownership.</b> A frame is born with a count of one, held by whoever made it. Whoever holds a frame passes it on or
 * {@linkplain #release() releases} it, once. A callback that is handed a frame borrows it for the call and {@linkplain #retain()
 * retains} it to keep it longer. At zero the memory is recycled; any use after that throws {@link IllegalStateException}.
 *
 * <p><b>Threading.</b> Any thread. Nothing in a frame changes except its count.
 */
public sealed interface Frame permits CountedFrame {
    /** Lane, time stamps and key flag. Stays readable after release. */
    FrameHeader header();

    /** The lane this frame belongs to; a new object means a new configuration. */
    default Track track() {
        return header().track();
    }

    /** Presentation time in ticks of the track's clock. */
    default long pts() {
        return header().pts();
    }

    /** Decoding time in ticks of the track's clock; rises strictly within a lane. */
    default long dts() {
        return header().dts();
    }

    /** Presentation time in nanoseconds, on the same zero as {@link #pts()}. */
    default long ptsNanos() {
        return track().toNanos(pts());
    }

    /** When the frame was captured or arrived, on {@link Clock#nanos()}. */
    default long captureNanos() {
        return header().captureNanos();
    }

    /** Whether decoding can start with this frame. */
    default boolean keyFrame() {
        return header().keyFrame();
    }

    /** Payload bytes. Stays readable after release. */
    int size();

    /** The payload, read by absolute index. Valid as long as the caller holds or borrows the frame. */
    Payload payload();

    /** A read-only view of the payload with a position of its own; position 0, limit {@link #size()}. Valid as long as the frame is. */
    ByteBuffer asBuffer();

    /**
     * Takes one more share.
     *
     * @return this frame
     * @throws IllegalStateException if the last share was already given up
     */
    Frame retain();

    /** Takes one more share unless the last one was already given up, which is an answer and not an error. */
    boolean tryRetain();

    /**
     * Gives one share up. The last one recycles the memory.
     *
     * @throws IllegalStateException if there was none left: somebody released twice
     */
    void release();
}
