package io.camkit.media.jpeg;

import java.nio.ByteBuffer;

/** The coded pixels behind a scan header, in which only a byte 0xff can begin a marker (ITU-T T.81, B.1.1.5). */
final class EntropyCoded {
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private EntropyCoded() {}

    /** The index of the first marker at or behind {@code from} that is no restart marker, or {@code limit}. */
    static int skip(ByteBuffer data, int from, int limit) {
        int at = from;
        int lastLong = limit - Long.BYTES;
        while (at < limit) {
            if (at <= lastLong) {
                long inverted = ~data.getLong(at);
                if (((inverted - LOW_BITS) & ~inverted & HIGH_BITS) == 0) {
                    at += Long.BYTES;
                    continue;
                }
            }
            int end = Math.min(at + Long.BYTES, limit);
            for (; at < end; at++) {
                if (data.get(at) == (byte) 0xff && (at + 1 == limit || endsScan(data.get(at + 1)))) {
                    return at + 1 == limit ? limit : at;
                }
            }
        }
        return limit;
    }

    private static boolean endsScan(byte behind) {
        int marker = behind & 0xff;
        return marker != 0 && marker != 0xff && (marker < 0xd0 || marker > 0xd7);
    }
}
