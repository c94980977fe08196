package io.camkit.media.h264;

import java.nio.ByteBuffer;

/**
 * NAL units and the start codes between them (ITU-T H.264, section 7.3.1 and Annex B).
 *
 * <p>Inside camkit every start code has four bytes, so it is exactly as long as the length prefix of MP4.
 */
public final class Nal {
    /** A slice of a picture that needs others. */
    public static final int SLICE = 1;
    /** A slice of an IDR picture: decoding can start here. */
    public static final int IDR = 5;
    /** Supplemental enhancement information. */
    public static final int SEI = 6;
    /** Sequence parameter set. */
    public static final int SPS = 7;
    /** Picture parameter set. */
    public static final int PPS = 8;
    /** Access unit delimiter. */
    public static final int AUD = 9;
    /** End of sequence. */
    public static final int END_OF_SEQUENCE = 10;
    /** End of stream. */
    public static final int END_OF_STREAM = 11;
    /** Padding. */
    public static final int FILLER = 12;

    /** What {@link #find} answers when there is no start code. */
    public static final int NONE = -1;

    /** Bytes of {@link #START_CODE}. */
    public static final int START_CODE_LENGTH = 4;

    /** The four bytes before a NAL unit, as a big-endian number. */
    public static final int START_CODE = 1;

    /** Two neighbours lie together in one of eight bytes read every seven. */
    private static final int STRIDE = Long.BYTES - 1;

    private static final int STRIDES_A_STEP = 4;
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Nal() {}

    /** The type in the first byte of a NAL unit: 0..31. */
    public static int type(byte first) {
        return first & 0x1f;
    }

    /** Whether other pictures may refer to what this NAL unit carries. */
    public static boolean isReference(byte first) {
        return (first & 0x60) != 0;
    }

    /** Whether a NAL unit of this type carries a part of a picture. */
    public static boolean isPicture(int type) {
        return type >= SLICE && type <= IDR;
    }

    /**
     * The first start code {@code 00 00 01} that lies wholly in {@code [from, to)}.
     *
     * @return the index of its first zero, or {@link #NONE}; if a further zero stands before it, the code is a four-byte one
     */
    public static int find(ByteBuffer data, int from, int to) {
        int at = from;
        int lastStep = to - STRIDES_A_STEP * STRIDE - 1;
        while (at <= lastStep) {
            long pairs = zeroPairs(data.getLong(at))
                    | zeroPairs(data.getLong(at + STRIDE))
                    | zeroPairs(data.getLong(at + 2 * STRIDE))
                    | zeroPairs(data.getLong(at + 3 * STRIDE));
            int next = at + STRIDES_A_STEP * STRIDE;
            if (pairs != 0) {
                int found = findByByte(data, at, Math.min(next, to - 2));
                if (found != NONE) {
                    return found;
                }
            }
            at = next;
        }
        return findByByte(data, at, to - 2);
    }

    /** Not zero if two zero bytes stand side by side; in rare cases also if a zero stands beside a one. */
    private static long zeroPairs(long eight) {
        long zeros = (eight - LOW_BITS) & ~eight & HIGH_BITS;
        return zeros & (zeros << Byte.SIZE);
    }

    private static int findByByte(ByteBuffer data, int from, int to) {
        for (int at = from; at < to; at++) {
            if (startsAt(data, at)) {
                return at;
            }
        }
        return NONE;
    }

    private static boolean startsAt(ByteBuffer data, int at) {
        return data.get(at) == 0 && data.get(at + 1) == 0 && data.get(at + 2) == 1;
    }
}
