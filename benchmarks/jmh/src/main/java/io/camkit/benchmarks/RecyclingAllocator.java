package io.camkit.benchmarks;

import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Memory;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Direct memory of one size, used again and again by one thread, so that a benchmark measures what stands around it. */
final class RecyclingAllocator implements FrameAllocator {
    private static final int CAPACITY = 256 << 10;

    private final ArrayDeque<Memory> free = new ArrayDeque<>();

    @Override
    public Memory allocate(int capacity) {
        if (capacity > CAPACITY) {
            throw new IllegalArgumentException(capacity + " bytes: no benchmark needs that");
        }
        Memory recycled = free.poll();
        return recycled == null ? new Piece() : recycled;
    }

    private final class Piece implements Memory {
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);

        @Override
        public ByteBuffer buffer() {
            return buffer;
        }

        @Override
        public void release() {
            free.push(this);
        }
    }
}
