package io.camkit.source.test;

/** Digits, colon and point as a bitmap of our own, so that a picture is the same on every machine, with fonts or without. */
final class Digits {
    /** Cells from one character to the next. */
    static final int ADVANCE = 4;
    /** Cells of height. */
    static final int HEIGHT = 5;

    private static final int WIDTH = 3;
    private static final String CHARACTERS = "0123456789:.";
    /** Five rows of three bits a character, top left first. */
    private static final int[] BITMAPS = {
        0b111_101_101_101_111,
        0b010_110_010_010_111,
        0b111_001_111_100_111,
        0b111_001_111_001_111,
        0b101_101_111_001_001,
        0b111_100_111_001_111,
        0b111_100_111_101_111,
        0b111_001_010_010_010,
        0b111_101_111_101_111,
        0b111_101_111_001_111,
        0b000_010_000_010_000,
        0b000_000_000_000_010,
    };

    private Digits() {}

    /** Draws {@code text} with its top left corner at (x, y) and square cells of {@code cell} pixels. */
    static void draw(Picture picture, String text, int x, int y, int cell, Colour colour) {
        for (int i = 0; i < text.length(); i++) {
            draw(picture, BITMAPS[CHARACTERS.indexOf(text.charAt(i))], x + i * ADVANCE * cell, y, cell, colour);
        }
    }

    private static void draw(Picture picture, int bitmap, int x, int y, int cell, Colour colour) {
        for (int bit = 0; bit < WIDTH * HEIGHT; bit++) {
            if ((bitmap >> (WIDTH * HEIGHT - 1 - bit) & 1) == 1) {
                int left = x + bit % WIDTH * cell;
                int top = y + bit / WIDTH * cell;
                picture.rectangle(left, top, left + cell, top + cell, colour);
            }
        }
    }
}
