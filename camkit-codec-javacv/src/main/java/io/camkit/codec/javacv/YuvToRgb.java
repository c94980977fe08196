package io.camkit.codec.javacv;

import java.nio.ByteBuffer;

/** Video range (luma 16..235, chroma 16..240) to RGB, in 8 bits of fraction. */
final class YuvToRgb {
    private static final int HALF = 128;
    private static final int BLACK = 16;
    private static final int LUMA = 298; // 255 / 219

    private YuvToRgb() {}

    /** @param planes Y, U and V, each without padding; chroma of half the size, rounded up */
    static void i420(ByteBuffer planes, int width, int height, Matrix matrix, int[] pixels) {
        int chromaWidth = (width + 1) / 2;
        int u = width * height;
        int v = u + chromaWidth * ((height + 1) / 2);
        byte[] luma = new byte[width];
        byte[] blue = new byte[chromaWidth];
        byte[] red = new byte[chromaWidth];
        for (int row = 0; row < height; row++) {
            planes.get(row * width, luma);
            if (row % 2 == 0) {
                planes.get(u + row / 2 * chromaWidth, blue);
                planes.get(v + row / 2 * chromaWidth, red);
            }
            paint(luma, blue, red, matrix, pixels, row * width);
        }
    }

    private static void paint(byte[] luma, byte[] blue, byte[] red, Matrix matrix, int[] pixels, int first) {
        for (int column = 0; column < luma.length; column++) {
            int y = LUMA * ((luma[column] & 0xff) - BLACK) + HALF;
            int cb = (blue[column >> 1] & 0xff) - HALF;
            int cr = (red[column >> 1] & 0xff) - HALF;
            pixels[first + column] = clamp(y + matrix.redOfV * cr) << 16
                    | clamp(y - matrix.greenOfU * cb - matrix.greenOfV * cr) << 8
                    | clamp(y + matrix.blueOfU * cb);
        }
    }

    /** @param luma the plane, without padding, from 0 for black to 255 for white */
    static void gray(ByteBuffer luma, int width, int height, int[] pixels) {
        byte[] line = new byte[width];
        for (int row = 0; row < height; row++) {
            luma.get(row * width, line);
            int pixel = row * width;
            for (int column = 0; column < width; column++) {
                pixels[pixel + column] = (line[column] & 0xff) * 0x010101;
            }
        }
    }

    /** Without the fraction, within 0..255. */
    private static int clamp(int value) {
        return Math.max(0, Math.min(0xff, value >> 8));
    }
}
