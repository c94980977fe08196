package io.camkit.net;

import io.camkit.Frame;
import io.camkit.spi.CountedFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import java.nio.ByteBuffer;

/**
 * A frame's own memory as Netty sees it, so that any number of channels send it without a copy.
 *
 * <p>Make one for a frame and write {@link ByteBuf#retainedDuplicate() retained duplicates} of it. Nobody writes into it.
 *
 * <p><b>Ownership.</b> The buffer holds one share of the frame and gives it up with its own last reference.
 *
 * <p><b>Threading.</b> Duplicates may be used on different threads at once, each on one.
 */
public final class FrameBuf extends UnpooledDirectByteBuf {
    private final Frame frame;
    private final boolean addressed;
    private final long address;

    /**
     * @param memory the writable buffer: a read-only one has no address that Netty can see, and would be copied for every channel
     */
    private FrameBuf(Frame frame, ByteBuffer memory) {
        super(UnpooledByteBufAllocator.DEFAULT, memory, memory.capacity());
        this.frame = frame;
        this.addressed = super.hasMemoryAddress();
        this.address = addressed ? super.memoryAddress() : 0;
    }

    /**
     * A readable buffer of the whole payload. The caller keeps its own share of {@code frame}.
     *
     * @throws IllegalStateException if the frame was released already
     */
    public static ByteBuf of(Frame frame) {
        ByteBuffer memory = CountedFrame.memoryOf(frame).duplicate().clear();
        if (!memory.isDirect()) {
            return Unpooled.directBuffer(frame.size()).writeBytes(memory);
        }
        frame.retain();
        return new FrameBuf(frame, memory);
    }

    @Override
    public boolean hasMemoryAddress() {
        return addressed;
    }

    /** Looked up once: without Unsafe, Netty asks a MemorySegment each time. */
    @Override
    public long memoryAddress() {
        if (!addressed) {
            throw new UnsupportedOperationException("no access to the address of direct memory");
        }
        ensureAccessible();
        return address;
    }

    @Override
    protected void deallocate() {
        super.deallocate();
        frame.release();
    }
}
