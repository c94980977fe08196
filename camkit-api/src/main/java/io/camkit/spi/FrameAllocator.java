package io.camkit.spi;

import io.camkit.Frame;
import io.camkit.FrameHeader;
import java.nio.ByteBuffer;

/**
 * Memory of frames.
 *
 * <p><b>Threading.</b> Any thread.
 */
public interface FrameAllocator {
    /**
     * Writable memory of at least {@code capacity} bytes, its content undefined, with one owner: the caller.
     *
     * @throws io.camkit.CamkitException {@code CK-1401} if the kit's memory is used up
     */
    Memory allocate(int capacity);

    /** A frame of a copy of {@code payload}'s remaining bytes; the buffer's position does not move. */
    default Frame copy(FrameHeader header, ByteBuffer payload) {
        Memory memory = allocate(payload.remaining());
        memory.buffer().put(0, payload, payload.position(), payload.remaining());
        return new CountedFrame(header, memory, 0, payload.remaining());
    }

    /** A frame that takes over {@code memory}, of which {@code size} bytes from {@code offset} are payload. */
    default Frame adopt(FrameHeader header, Memory memory, int offset, int size) {
        return new CountedFrame(header, memory, offset, size);
    }

    /**
     * Collects a payload that arrives in pieces.
     *
     * @param expectedBytes a good guess saves a copy
     * @param maxBytes more than this is refused
     */
    default FrameWriter writer(int expectedBytes, int maxBytes) {
        return new FrameWriter(this, expectedBytes, maxBytes);
    }
}
