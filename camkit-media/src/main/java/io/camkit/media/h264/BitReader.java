package io.camkit.media.h264;

import java.nio.ByteBuffer;

/** Reads the payload of a NAL unit bit by bit, leaving out emulation prevention bytes (ITU-T H.264, section 7.3.1). */
final class BitReader {
    private static final int MAX_GOLOMB_ZEROS = 31;

    private final ByteBuffer data;
    private int next;
    private int zeros;
    private int current;
    private int bitsLeft;

    /** @param nal a NAL unit without start code; reading starts behind its first byte */
    BitReader(ByteBuffer nal) {
        this.data = nal;
        this.next = nal.position() + 1;
    }

    int bit() throws MalformedNalException {
        if (bitsLeft == 0) {
            current = nextByte();
            bitsLeft = 8;
        }
        bitsLeft--;
        return (current >> bitsLeft) & 1;
    }

    boolean flag() throws MalformedNalException {
        return bit() == 1;
    }

    private int nextByte() throws MalformedNalException {
        if (zeros >= 2 && next < data.limit() && data.get(next) == 3) {
            zeros = 0;
            next++;
        }
        if (next >= data.limit()) {
            throw new MalformedNalException("it ends too early");
        }
        int value = data.get(next++) & 0xff;
        zeros = value == 0 ? zeros + 1 : 0;
        return value;
    }

    /** @param count 0..32 */
    long bits(int count) throws MalformedNalException {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 1) | bit();
        }
        return value;
    }

    void skip(int count) throws MalformedNalException {
        for (int i = 0; i < count; i++) {
            bit();
        }
    }

    /** An unsigned exp-Golomb number (section 9.1) that must not exceed {@code max}. */
    int unsigned(String name, int max) throws MalformedNalException {
        long value = golomb();
        if (value > max) {
            throw new MalformedNalException(name + " is " + value + ", more than " + max);
        }
        return (int) value;
    }

    /** A signed exp-Golomb number (section 9.1.1), any of 32 bits. */
    long signed() throws MalformedNalException {
        long code = golomb();
        return (code & 1) == 0 ? -(code >> 1) : (code + 1) >> 1;
    }

    private long golomb() throws MalformedNalException {
        int leading = 0;
        while (bit() == 0) {
            if (++leading > MAX_GOLOMB_ZEROS) {
                throw new MalformedNalException("a number is longer than 32 bits");
            }
        }
        return (1L << leading) - 1 + bits(leading);
    }
}
