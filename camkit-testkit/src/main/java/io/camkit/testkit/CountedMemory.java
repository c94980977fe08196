package io.camkit.testkit;

import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Memory;
import java.nio.ByteBuffer;

/** Memory on the heap, of which only the number of pieces is known. One thread. */
final class CountedMemory implements FrameAllocator {
    private int live;

    @Override
    public Memory allocate(int capacity) {
        live++;
        ByteBuffer buffer = ByteBuffer.allocate(capacity);
        return new Memory() {
            @Override
            public ByteBuffer buffer() {
                return buffer;
            }

            @Override
            public void release() {
                live--;
            }
        };
    }

    /** Pieces that were not released, or the more often, negative. */
    int live() {
        return live;
    }
}
