package io.camkit.spi;

import io.camkit.Frame;
import io.camkit.FrameHeader;
import java.nio.ByteBuffer;

/**
 * Collects one payload after the other, straight into the memory of the frame to be.
 *
 * <p><b>Ownership.</b> Between {@link #append} and {@link #finish} the writer holds memory; {@link #discard} gives it back, and its
 * owner calls that when a stream ends.
 *
 * <p><b>Threading.</b> One thread.
 */
public final class FrameWriter {
    private static final int SMALLEST = 4096;

    private final FrameAllocator allocator;
    private final int maxBytes;
    private int expectedBytes;
    private @Nullable Memory memory;
    private int size;

    FrameWriter(FrameAllocator allocator, int expectedBytes, int maxBytes) {
        this.allocator = allocator;
        this.expectedBytes = Math.max(SMALLEST, Math.min(expectedBytes, maxBytes));
        this.maxBytes = maxBytes;
    }

    /** Bytes collected so far. */
    public int size() {
        return size;
    }

    /**
     * Appends the remaining bytes of {@code piece}, whose position moves to its limit.
     *
     * @return false, with nothing appended, if the payload would exceed its limit; the caller discards and counts it
     */
    public boolean append(ByteBuffer piece) {
        int length = piece.remaining();
        if (length > maxBytes - size) {
            return false;
        }
        if (length == 0) {
            return true;
        }
        ByteBuffer target = room(length);
        target.put(size, piece, piece.position(), length);
        piece.position(piece.limit());
        size += length;
        return true;
    }

    /** Appends one byte, like {@link #append}. */
    public boolean append(byte value) {
        if (size == maxBytes) {
            return false;
        }
        room(1).put(size, value);
        size++;
        return true;
    }

    /** Appends the four bytes of {@code value}, most significant first, like {@link #append}. */
    public boolean appendInt(int value) {
        if (maxBytes - size < Integer.BYTES) {
            return false;
        }
        room(Integer.BYTES).putInt(size, value);
        size += Integer.BYTES;
        return true;
    }

    private ByteBuffer room(int more) {
        Memory current = memory;
        if (current == null) {
            current = allocator.allocate(Math.max(expectedBytes, more));
        } else if (current.buffer().capacity() - size < more) {
            current = moved(current, (int)
                    Math.min(maxBytes, Math.max(2L * current.buffer().capacity(), (long) size + more)));
        }
        memory = current;
        return current.buffer();
    }

    private Memory moved(Memory from, int capacity) {
        Memory larger = allocator.allocate(capacity);
        larger.buffer().put(0, from.buffer(), 0, size);
        from.release();
        return larger;
    }

    /** The byte at {@code index} of what was collected. */
    public byte get(int index) {
        if (memory == null || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return memory.buffer().get(index);
    }

    /** What was collected, from position 0 to its limit; valid until the next call of any other method. Nobody writes into it. */
    public ByteBuffer collected() {
        Memory held = memory;
        return held == null
                ? ByteBuffer.allocate(0)
                : held.buffer().duplicate().clear().limit(size);
    }

    /**
     * Gives up the bytes from {@code newSize} on.
     *
     * @param newSize at most {@link #size()}
     */
    public void truncate(int newSize) {
        if (newSize < 0 || newSize > size) {
            throw new IndexOutOfBoundsException(newSize);
        }
        size = newSize;
    }

    /**
     * Makes a frame of what was collected and begins the next payload.
     *
     * @throws IllegalStateException if nothing was collected
     */
    public Frame finish(FrameHeader header) {
        Memory whole = memory;
        if (whole == null) {
            throw new IllegalStateException("nothing was appended");
        }
        Frame frame = allocator.adopt(header, whole, 0, size);
        // the next payload is probably no larger than the largest of late, and shrinks back slowly after a key frame
        expectedBytes = Math.max(SMALLEST, Math.max(size, expectedBytes - expectedBytes / 8));
        memory = null;
        size = 0;
        return frame;
    }

    /** Gives back what was collected. The writer may be used again. */
    public void discard() {
        Memory held = memory;
        memory = null;
        size = 0;
        if (held != null) {
            held.release();
        }
    }
}
