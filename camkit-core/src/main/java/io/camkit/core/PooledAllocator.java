package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Memory;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Direct memory in size classes, four to each doubling. What is given back waits in its class for the next frame of that size, up to a
 * bound; beyond that it is left to the garbage collector.
 */
final class PooledAllocator implements FrameAllocator {
    private static final int SMALLEST_BITS = 10;
    private static final int LARGEST_BITS = 26;
    private static final int STEPS_BITS = 2;
    private static final int CLASSES = ((LARGEST_BITS - SMALLEST_BITS) << STEPS_BITS) + 1;
    /** An idle piece up to so many classes larger serves before new memory is reserved. */
    private static final int ROOMIER = 2;
    /** Idle memory at most this part of the limit. */
    private static final int IDLE_PART = 8;
    /** A payload that would leave more than this unused moves to a piece that fits. */
    private static final int MOST_WASTE_BYTES = 2048;

    private final long limit;
    private final Object lock = new Object();
    private final Deque<ByteBuffer>[] idle;
    private long reserved;
    private long idleBytes;

    /** @param limit bytes that may be in use at once */
    @SuppressWarnings({"unchecked", "rawtypes"})
    PooledAllocator(long limit) {
        this.limit = limit;
        idle = new Deque[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            idle[i] = new ArrayDeque<>();
        }
    }

    /** The smallest class whose pieces hold {@code capacity} bytes. */
    static int classOf(int capacity) {
        if (capacity <= 1 << SMALLEST_BITS) {
            return 0;
        }
        int bits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(capacity - 1);
        int step = ((capacity - 1) >> (bits - STEPS_BITS)) & ((1 << STEPS_BITS) - 1);
        return ((bits - SMALLEST_BITS) << STEPS_BITS) + step + 1;
    }

    /** Bytes of a piece of this class. */
    static int sizeOf(int sizeClass) {
        int bits = SMALLEST_BITS + (sizeClass >> STEPS_BITS);
        int step = sizeClass & ((1 << STEPS_BITS) - 1);
        return (1 << bits) + (step << (bits - STEPS_BITS));
    }

    @Override
    public Memory allocate(int capacity) {
        Memory memory = allocateOrNull(capacity);
        if (memory == null) {
            throw usedUp(capacity);
        }
        return memory;
    }

    private @Nullable Memory allocateOrNull(int capacity) {
        int sizeClass = classOf(capacity);
        if (sizeClass >= CLASSES) {
            return null;
        }
        int size = sizeOf(sizeClass);
        synchronized (lock) {
            for (int roomy = sizeClass; roomy < CLASSES && roomy <= sizeClass + ROOMIER; roomy++) {
                ByteBuffer free = idle[roomy].pollLast();
                if (free != null) {
                    idleBytes -= sizeOf(roomy);
                    return new Piece(free, roomy);
                }
            }
            if (reserved + size > limit) {
                dropIdle();
            }
            if (reserved + size > limit) {
                return null;
            }
            reserved += size;
        }
        try {
            return new Piece(ByteBuffer.allocateDirect(size), sizeClass);
        } catch (OutOfMemoryError e) {
            synchronized (lock) {
                reserved -= size;
            }
            return null;
        }
    }

    /** Gives the idle pieces of all classes to the garbage collector. */
    private void dropIdle() {
        for (Deque<ByteBuffer> pieces : idle) {
            pieces.clear();
        }
        reserved -= idleBytes;
        idleBytes = 0;
    }

    private CamkitException usedUp(int capacity) {
        return new CamkitException(
                "CK-1401",
                "no memory for a frame of " + capacity + " bytes: " + reserved() + " of " + limit + " bytes are in use",
                "",
                "release frames sooner, lower the number of cameras or raise the kit's ring bytes",
                CamkitException.Retry.RETRY);
    }

    /** Bytes in use or idle. */
    long reserved() {
        synchronized (lock) {
            return reserved;
        }
    }

    /**
     * Moves a small payload out of a large piece, so that frames hold about as much memory as they have bytes; where there is no room
     * to move to, it stays.
     */
    @Override
    public Frame adopt(FrameHeader header, Memory memory, int offset, int size) {
        if (memory instanceof Piece && memory.buffer().capacity() - size > Math.max(size / 2, MOST_WASTE_BYTES)) {
            Memory fitting = allocateOrNull(size);
            if (fitting != null) {
                fitting.buffer().put(0, memory.buffer(), offset, size);
                memory.release();
                return FrameAllocator.super.adopt(header, fitting, 0, size);
            }
        }
        return FrameAllocator.super.adopt(header, memory, offset, size);
    }

    private void giveBack(ByteBuffer buffer, int sizeClass) {
        int size = buffer.capacity();
        buffer.clear();
        synchronized (lock) {
            if (idleBytes + size <= limit / IDLE_PART) {
                idle[sizeClass].addLast(buffer);
                idleBytes += size;
            } else {
                reserved -= size;
            }
        }
    }

    private final class Piece implements Memory {
        private final ByteBuffer buffer;
        private final int sizeClass;
        private final AtomicBoolean released = new AtomicBoolean();

        Piece(ByteBuffer buffer, int sizeClass) {
            this.buffer = buffer;
            this.sizeClass = sizeClass;
        }

        @Override
        public ByteBuffer buffer() {
            return buffer;
        }

        @Override
        public void release() {
            if (!released.compareAndSet(false, true)) {
                throw new IllegalStateException("this memory was released already");
            }
            giveBack(buffer, sizeClass);
        }
    }
}
