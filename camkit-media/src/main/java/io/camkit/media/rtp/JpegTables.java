package io.camkit.media.rtp;

import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The quantization tables of one picture after the other (RFC 2435, sections 3.1.8 and 4.2), in zigzag order. */
final class JpegTables {
    static final int TABLE_BYTES = 64;

    private static final int HEADER_BYTES = 4;
    private static final int FIRST_IN_BAND = 128;
    private static final int NEVER_REPEATED = 255;
    private static final int BEST_QUALITY = 99;

    /** ITU-T T.81, tables K.1 and K.2. */
    private static final int[] LUMA = {
        16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, //
        26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51, //
        56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, //
        95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99
    };

    private static final int[] CHROMA = {
        17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, //
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, //
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, //
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99
    };

    private final byte[] @Nullable [] inBand = new byte[NEVER_REPEATED + 1 - FIRST_IN_BAND][];
    private byte[] luma = new byte[0];
    private byte[] chroma = new byte[0];
    private int computedFor;

    /**
     * Finds the tables of a picture.
     *
     * @param quality the packet's Q
     * @param payload at the tables, if Q says that there are some; moves behind them
     * @return false if it is malformed, or repeats tables that nobody saw
     */
    boolean read(int quality, ByteBuffer payload) {
        if (quality == 0) {
            return false;
        }
        if (quality < FIRST_IN_BAND) {
            if (computedFor != quality) {
                luma = computed(LUMA, quality);
                chroma = computed(CHROMA, quality);
                computedFor = quality;
            }
            return true;
        }
        computedFor = 0;
        return inBand(quality, payload);
    }

    /** Section 3.1.8. */
    private boolean inBand(int quality, ByteBuffer payload) {
        if (payload.remaining() < HEADER_BYTES) {
            return false;
        }
        int header = payload.getInt();
        int precision = (header >> Short.SIZE) & 0xff; // one bit a table; with 16 bits a number no browser shows it
        int length = header & 0xffff;
        byte[] tables = inBand[quality - FIRST_IN_BAND];
        if (length > 0) {
            if (length % TABLE_BYTES != 0 || length > payload.remaining() || (precision & 3) != 0) {
                return false;
            }
            tables = new byte[2 * TABLE_BYTES];
            int from = payload.position();
            payload.get(from, tables, 0, TABLE_BYTES);
            payload.get(from + (length > TABLE_BYTES ? TABLE_BYTES : 0), tables, TABLE_BYTES, TABLE_BYTES);
            payload.position(from + length);
            inBand[quality - FIRST_IN_BAND] = quality < NEVER_REPEATED ? tables : null;
        }
        if (tables == null) {
            return false;
        }
        luma = Arrays.copyOf(tables, TABLE_BYTES);
        chroma = Arrays.copyOfRange(tables, TABLE_BYTES, 2 * TABLE_BYTES);
        return true;
    }

    /** Section 4.2. */
    private static byte[] computed(int[] base, int quality) {
        int bounded = Math.min(quality, BEST_QUALITY);
        int factor = bounded < 50 ? 5000 / bounded : 200 - 2 * bounded;
        byte[] table = new byte[TABLE_BYTES];
        for (int i = 0; i < TABLE_BYTES; i++) {
            table[i] = (byte) Math.max(1, Math.min(255, (base[i] * factor + 50) / 100));
        }
        return table;
    }

    byte[] luma() {
        return luma;
    }

    byte[] chroma() {
        return chroma;
    }
}
