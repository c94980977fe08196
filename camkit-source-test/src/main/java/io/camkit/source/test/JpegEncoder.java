package io.camkit.source.test;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Baseline JPEG of flat, drawn pictures (ITU-T T.81, JFIF 1.02): most of their blocks have one colour and cost a few bits and no transform.
 *
 * <p>Integers only, so that every machine makes the same bytes; nothing is allocated from frame to frame.
 */
final class JpegEncoder {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long EVERY_BYTE = 0x0101010101010101L;
    private static final int BLOCK = 8;
    private static final int LEVEL_SHIFT = 128;
    private static final int LONGEST_ZERO_RUN = 16;
    private static final int END_OF_BLOCK = 0x00;
    private static final int SIXTEEN_ZEROS = 0xf0;

    private final JpegTables tables;
    private final JpegBits bits;
    private final int[] samples = new int[BLOCK * BLOCK];
    /** Of Y, Cb and Cr: each block's mean is coded as the difference to the one before. */
    private final int[] previousDc = new int[3];

    /** An encoder of pictures of one size; {@code quality} is 1 to 100 on the usual scale of the tables in T.81 annex K. */
    JpegEncoder(int width, int height, int quality) {
        this.tables = new JpegTables(quality);
        this.bits = new JpegBits(tables.header(width, height));
    }

    /** The picture as JPEG. The buffer is the encoder's own and valid until the next call. */
    ByteBuffer encode(Picture picture) {
        bits.begin();
        previousDc[0] = 0;
        previousDc[1] = 0;
        previousDc[2] = 0;
        int chromaStride = picture.stride / 2;
        for (int top = 0; top < picture.rows; top += 2 * BLOCK) {
            for (int left = 0; left < picture.stride; left += 2 * BLOCK) {
                int at = top * picture.stride + left;
                block(picture.y, at, picture.stride, 0);
                block(picture.y, at + BLOCK, picture.stride, 0);
                block(picture.y, at + BLOCK * picture.stride, picture.stride, 0);
                block(picture.y, at + BLOCK * picture.stride + BLOCK, picture.stride, 0);
                int chroma = top / 2 * chromaStride + left / 2;
                block(picture.cb, chroma, chromaStride, 1);
                block(picture.cr, chroma, chromaStride, 2);
            }
        }
        return bits.end();
    }

    private void block(byte[] plane, int at, int stride, int component) {
        JpegTables.Channel channel = component == 0 ? tables.luma : tables.chroma;
        if (isFlat(plane, at, stride)) {
            int mean = ((plane[at] & 0xff) - LEVEL_SHIFT) * BLOCK;
            dc(channel.level(mean, 0), channel, component);
            bits.code(channel.ac, END_OF_BLOCK);
            return;
        }
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (plane[at + i / BLOCK * stride + i % BLOCK] & 0xff) - LEVEL_SHIFT;
        }
        JpegTransform.forward(samples);
        dc(channel.level(samples[0], 0), channel, component);
        ac(channel);
    }

    private static boolean isFlat(byte[] plane, int at, int stride) {
        long first = EVERY_BYTE * (plane[at] & 0xff);
        for (int row = 0; row < BLOCK; row++) {
            if ((long) EIGHT_BYTES.get(plane, at + row * stride) != first) {
                return false;
            }
        }
        return true;
    }

    private void dc(int level, JpegTables.Channel channel, int component) {
        int difference = level - previousDc[component];
        previousDc[component] = level;
        int size = bitLength(difference);
        bits.code(channel.dc, size);
        bits.signed(difference, size);
    }

    private void ac(JpegTables.Channel channel) {
        int zeros = 0;
        for (int i = 1; i < samples.length; i++) {
            int place = JpegTables.ZIGZAG[i];
            int level = channel.level(samples[place], place);
            if (level == 0) {
                zeros++;
                continue;
            }
            for (; zeros >= LONGEST_ZERO_RUN; zeros -= LONGEST_ZERO_RUN) {
                bits.code(channel.ac, SIXTEEN_ZEROS);
            }
            int size = bitLength(level);
            bits.code(channel.ac, zeros << 4 | size);
            bits.signed(level, size);
            zeros = 0;
        }
        if (zeros > 0) {
            bits.code(channel.ac, END_OF_BLOCK);
        }
    }

    private static int bitLength(int value) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(value));
    }
}
