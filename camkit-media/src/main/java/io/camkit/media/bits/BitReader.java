package io.camkit.media.bits;

import java.nio.ByteBuffer;

/**
 * Reads bits, the most significant first.
 *
 * <p><b>Threading.</b> One thread.
 */
public final class BitReader {
    private static final int MAX_GOLOMB_ZEROS = 31;

    private final ByteBuffer data;
    private final boolean emulationPrevented;
    private int next;
    private int zeros;
    private int current;
    private int bitsLeft;

    private BitReader(ByteBuffer data, int from, boolean emulationPrevented) {
        this.data = data;
        this.next = from;
        this.emulationPrevented = emulationPrevented;
    }

    /** Plain bytes, from position to limit. */
    public static BitReader of(ByteBuffer bytes) {
        return new BitReader(bytes, bytes.position(), false);
    }

    /**
     * The payload of a NAL unit, whose emulation prevention bytes are left out (ITU-T H.264, section 7.3.1; H.265, section 7.3.1.1).
     *
     * @param nal without start code, from position to limit
     * @param headerBytes where reading starts
     */
    public static BitReader ofNal(ByteBuffer nal, int headerBytes) {
        return new BitReader(nal, nal.position() + headerBytes, true);
    }

    /** The next bit. */
    public int bit() throws MalformedException {
        if (bitsLeft == 0) {
            current = nextByte();
            bitsLeft = 8;
        }
        bitsLeft--;
        return (current >> bitsLeft) & 1;
    }

    /** Whether the next bit is set. */
    public boolean flag() throws MalformedException {
        return bit() == 1;
    }

    private int nextByte() throws MalformedException {
        if (emulationPrevented && zeros >= 2 && next < data.limit() && data.get(next) == 3) {
            zeros = 0;
            next++;
        }
        if (next >= data.limit()) {
            throw new MalformedException("it ends too early");
        }
        int value = data.get(next++) & 0xff;
        zeros = value == 0 ? zeros + 1 : 0;
        return value;
    }

    /**
     * The next bits as an unsigned number.
     *
     * @param count 0..63
     */
    public long bits(int count) throws MalformedException {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 1) | bit();
        }
        return value;
    }

    /** Steps over bits. */
    public void skip(int count) throws MalformedException {
        for (int i = 0; i < count; i++) {
            bit();
        }
    }

    /** An unsigned exp-Golomb number (ITU-T H.264, section 9.1) that must not exceed {@code max}. */
    public int unsigned(String name, int max) throws MalformedException {
        long value = golomb();
        if (value > max) {
            throw new MalformedException(name + " is " + value + ", more than " + max);
        }
        return (int) value;
    }

    /** A signed exp-Golomb number (section 9.1.1), any of 32 bits. */
    public long signed() throws MalformedException {
        long code = golomb();
        return (code & 1) == 0 ? -(code >> 1) : (code + 1) >> 1;
    }

    /** An unsigned exp-Golomb number of any 32 bits. */
    public long golomb() throws MalformedException {
        int leading = 0;
        while (bit() == 0) {
            if (++leading > MAX_GOLOMB_ZEROS) {
                throw new MalformedException("a number is longer than 32 bits");
            }
        }
        return (1L << leading) - 1 + bits(leading);
    }
}
