package io.camkit.source.test;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes one JPEG after the other into the same memory: header, entropy-coded bits with stuffing (T.81, B.1.1.5), end marker. */
final class JpegBits {
    private static final int ROOM = 16;

    private final int headerLength;
    private byte[] bytes;
    private int length;
    /** The lowest {@code pendingCount} bits are not written yet. */
    private long pending;

    private int pendingCount;

    JpegBits(byte[] header) {
        this.headerLength = header.length;
        this.bytes = Arrays.copyOf(header, Math.max(1 << 16, 2 * header.length));
    }

    void begin() {
        length = headerLength;
        pending = 0;
        pendingCount = 0;
    }

    /** The Huffman code of {@code symbol}. */
    void code(int[] table, int symbol) {
        put(table[symbol] & 0xffff, table[symbol] >>> 16);
    }

    /** The lowest {@code size} bits of a level, of its predecessor when negative (T.81, F.1.2.1). */
    void signed(int level, int size) {
        put((level < 0 ? level - 1 : level) & ((1 << size) - 1), size);
    }

    private void put(int value, int size) {
        pending = pending << size | value;
        pendingCount += size;
        while (pendingCount >= 8) {
            pendingCount -= 8;
            write((int) (pending >>> pendingCount) & 0xff);
        }
    }

    private void write(int value) {
        if (bytes.length - length < ROOM) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        bytes[length++] = (byte) value;
        if (value == 0xff) {
            bytes[length++] = 0;
        }
    }

    /** The whole JPEG; the memory is written again after {@link #begin}. */
    ByteBuffer end() {
        put(0x7f, 7);
        bytes[length++] = (byte) 0xff;
        bytes[length++] = (byte) 0xd9;
        return ByteBuffer.wrap(bytes, 0, length);
    }
}
