package io.camkit.media.rtp;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.FrameWriter;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;

/** Collects the bytes of one frame after the other, each up to the first reason why it cannot be passed on. */
final class FrameCollector {
    private static final int EXPECTED_BYTES = 64 << 10;

    private final FrameWriter writer;
    private final ByteBuffer few = ByteBuffer.allocate(Integer.BYTES);
    private @Nullable DropReason fault;
    private boolean closed;

    FrameCollector(FrameAllocator allocator) {
        this.writer = allocator.writer(EXPECTED_BYTES, Depacketizer.MAX_FRAME_BYTES);
    }

    /** Why the frame cannot be passed on; null while it can. */
    @Nullable
    DropReason fault() {
        return fault;
    }

    /** Gives the frame up; only the first reason counts. */
    void fail(DropReason why) {
        if (fault == null) {
            fault = why;
            writer.discard();
        }
    }

    /** Bytes collected so far. */
    int size() {
        return writer.size();
    }

    void appendByte(int value) {
        append(few.clear().put((byte) value).flip());
    }

    void appendInt(int value) {
        append(few.clear().putInt(value).flip());
    }

    void append(ByteBuffer bytes) {
        if (fault != null) {
            return;
        }
        try {
            if (!writer.append(bytes)) {
                fail(DropReason.TOO_LARGE);
            }
        } catch (CamkitException e) {
            fail(DropReason.NO_MEMORY);
        }
    }

    /** What was collected, from position 0 to its limit; valid until the next call of any other method. */
    ByteBuffer collected() {
        return writer.collected();
    }

    /** The frame, which has no fault; the next one begins. */
    Frame finish(FrameHeader header) {
        return writer.finish(header);
    }

    /** Gives back what was collected; the next one begins. */
    void discard() {
        writer.discard();
        fault = closed ? DropReason.DAMAGED : null;
    }

    /** Gives back what was collected, for good: a stream may be closed while one of its packets is being read. */
    void close() {
        closed = true;
        discard();
    }
}
