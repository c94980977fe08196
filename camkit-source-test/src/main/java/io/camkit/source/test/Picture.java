package io.camkit.source.test;

import java.util.Arrays;

/**
 * A planar YUV 4:2:0 picture that is drawn on, full range as in JPEG. Reused from frame to frame.
 *
 * <p>The planes are padded to whole 16x16 blocks, which is what a JPEG encoder reads; everything is drawn into the padding too.
 */
final class Picture {
    private static final int BLOCK = 16;

    final int width;
    final int height;
    /** Bytes from one row of luma to the next; chroma has half. */
    final int stride;
    /** Rows of luma in memory; chroma has half. */
    final int rows;

    final byte[] y;
    final byte[] cb;
    final byte[] cr;

    /** A picture of even sides. Its content is undefined until it is drawn on. */
    Picture(int width, int height) {
        this.width = width;
        this.height = height;
        this.stride = roundUp(width);
        this.rows = roundUp(height);
        this.y = new byte[stride * rows];
        this.cb = new byte[y.length / 4];
        this.cr = new byte[y.length / 4];
    }

    private static int roundUp(int side) {
        return (side + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** Fills the rectangle from (left, top) up to but without (right, bottom), clipped. */
    void rectangle(int left, int top, int right, int bottom, Colour colour) {
        int fromX = clip(left, stride);
        int toX = clip(right, stride);
        int toY = clip(bottom, rows);
        for (int row = clip(top, rows); row < toY; row++) {
            span(row, fromX, toX, colour);
        }
    }

    /** Fills a disc, clipped. */
    void disc(int centreX, int centreY, int radius, Colour colour) {
        int toY = clip(centreY + radius, rows);
        for (int row = clip(centreY - radius, rows); row < toY; row++) {
            int away = row - centreY;
            int half = (int) StrictMath.sqrt(radius * radius - away * away);
            span(row, clip(centreX - half, stride), clip(centreX + half, stride), colour);
        }
    }

    private static int clip(int at, int limit) {
        return Math.max(0, Math.min(limit, at));
    }

    /** One row of luma, and the chroma that it touches. */
    private void span(int row, int fromX, int toX, Colour colour) {
        if (fromX < toX) {
            Arrays.fill(y, row * stride + fromX, row * stride + toX, colour.y());
            int chroma = row / 2 * (stride / 2);
            Arrays.fill(cb, chroma + fromX / 2, chroma + (toX + 1) / 2, colour.cb());
            Arrays.fill(cr, chroma + fromX / 2, chroma + (toX + 1) / 2, colour.cr());
        }
    }
}
