package io.camkit.media.jpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The coded pixels behind a scan header, in which only a byte 0xff can begin a marker (ITU-T T.81, B.1.1.5). */
final class EntropyCoded {
    /** A byte and the one behind it lie together in one of eight bytes read every seven. */
    private static final int STRIDE = Long.BYTES - 1;

    private static final int STRIDES_A_STEP = 4;
    private static final long LOW_SEVEN_BITS = 0x7f7f_7f7f_7f7f_7f7fL;
    private static final long LAST_BYTE = 0xff;

    private EntropyCoded() {}

    /** The index of the first marker at or behind {@code from} that is no restart marker, or {@code limit}. */
    static int skip(ByteBuffer data, int from, int limit) {
        boolean reversed = data.order() == ByteOrder.LITTLE_ENDIAN;
        int at = from;
        int lastStep = limit - STRIDES_A_STEP * STRIDE - 1;
        while (at <= lastStep) {
            long markers = markers(data.getLong(at), reversed)
                    | markers(data.getLong(at + STRIDE), reversed)
                    | markers(data.getLong(at + 2 * STRIDE), reversed)
                    | markers(data.getLong(at + 3 * STRIDE), reversed);
            int next = at + STRIDES_A_STEP * STRIDE;
            if (markers != 0) {
                int found = findByByte(data, at, next);
                if (found < next) {
                    return found;
                }
            }
            at = next;
        }
        int found = findByByte(data, at, limit - 1);
        return found < limit - 1 ? found : limit;
    }

    /** Not zero if one of the first seven bytes is 0xff and no zero follows it. */
    private static long markers(long eight, boolean reversed) {
        long inOrder = reversed ? Long.reverseBytes(eight) : eight;
        return zeros(~inOrder) & ~(zeros(inOrder) << Byte.SIZE) & ~LAST_BYTE;
    }

    /** The highest bit of each byte that is zero. */
    private static long zeros(long eight) {
        return ~(((eight & LOW_SEVEN_BITS) + LOW_SEVEN_BITS) | eight | LOW_SEVEN_BITS);
    }

    /** {@code to} if there is none before it; the byte at {@code to} is there. */
    private static int findByByte(ByteBuffer data, int from, int to) {
        for (int at = from; at < to; at++) {
            if (data.get(at) == (byte) 0xff && endsScan(data.get(at + 1) & 0xff)) {
                return at;
            }
        }
        return to;
    }

    private static boolean endsScan(int behind) {
        return behind != 0 && behind != 0xff && (behind < 0xd0 || behind > 0xd7);
    }
}
