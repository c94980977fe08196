package io.camkit.spi;

import java.nio.ByteBuffer;

/** Memory that says how much of it is out. The testkit's cannot be used here: it is built on this module. */
final class HeapAllocator implements FrameAllocator {
    int allocated;
    int live;
    int misuses;

    @Override
    public Memory allocate(int capacity) {
        allocated++;
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

            @Override
            public void misused(RuntimeException how) {
                misuses++;
            }
        };
    }
}
