package io.camkit.source.test;

/** A colour as JPEG stores it: full-range YCbCr of ITU-R BT.601 (JFIF 1.02). */
record Colour(byte y, byte cb, byte cr) {
    static final Colour BLACK = rgb(0x000000);
    static final Colour WHITE = rgb(0xffffff);

    /** From 0xRRGGBB. Integers only, so that every machine gets the same bytes. */
    static Colour rgb(int rgb) {
        int r = rgb >> 16 & 0xff;
        int g = rgb >> 8 & 0xff;
        int b = rgb & 0xff;
        return new Colour(
                (byte) ((299 * r + 587 * g + 114 * b + 500) / 1000),
                (byte) (128 + (-1687 * r - 3313 * g + 5000 * b) / 10000),
                (byte) (128 + (5000 * r - 4187 * g - 813 * b) / 10000));
    }
}
