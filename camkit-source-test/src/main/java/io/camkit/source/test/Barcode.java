package io.camkit.source.test;

import java.util.OptionalInt;

/**
 * A frame number that survives compression and scaling: two rows of sixteen black and white cells across the bottom of a picture,
 * each row a fifteenth of its height.
 *
 * <p>The first 24 cells are the number, most significant bit first and white for one; the last eight are a CRC of it (polynomial 0x07,
 * initial value and final exclusive-or 0xff), so that what is no barcode is not taken for one.
 */
public final class Barcode {
    /** Numbers run from 0 to one less. */
    public static final int LIMIT = 1 << 24;

    private static final int ROWS = 2;
    private static final int COLUMNS = 16;
    private static final int ROWS_IN_PICTURE = 15;
    private static final int CRC_BITS = 8;
    private static final int CRC_POLYNOMIAL = 0x07;
    private static final int LEAST_CONTRAST = 64;

    private Barcode() {}

    static void draw(Picture picture, int number) {
        int word = word(number);
        for (int cell = 0; cell < ROWS * COLUMNS; cell++) {
            boolean one = (word >>> (ROWS * COLUMNS - 1 - cell) & 1) == 1;
            picture.rectangle(
                    column(cell % COLUMNS, picture.width),
                    row(cell / COLUMNS, picture.height),
                    column(cell % COLUMNS + 1, picture.width),
                    row(cell / COLUMNS + 1, picture.height),
                    one ? Colour.WHITE : Colour.BLACK);
        }
    }

    /**
     * Reads the number from a picture's brightness.
     *
     * @param luma one byte a pixel, unsigned, rows without padding
     * @param width pixels a row; the picture may have been scaled
     * @param height rows
     * @return the number, or empty when there is no intact barcode
     */
    public static OptionalInt read(byte[] luma, int width, int height) {
        int[] cells = new int[ROWS * COLUMNS];
        int darkest = 255;
        int brightest = 0;
        for (int cell = 0; cell < cells.length; cell++) {
            cells[cell] = brightness(luma, width, height, cell);
            darkest = Math.min(darkest, cells[cell]);
            brightest = Math.max(brightest, cells[cell]);
        }
        int word = 0;
        for (int cell : cells) {
            word = word << 1 | (2 * cell > darkest + brightest ? 1 : 0);
        }
        int number = word >>> CRC_BITS;
        boolean intact = brightest - darkest >= LEAST_CONTRAST && word == word(number);
        return intact ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** The mean over the middle half of a cell, where neighbours do not shine in. */
    private static int brightness(byte[] luma, int width, int height, int cell) {
        int left = column(cell % COLUMNS, width);
        int top = row(cell / COLUMNS, height);
        int marginX = (column(cell % COLUMNS + 1, width) - left) / 4;
        int marginY = (row(cell / COLUMNS + 1, height) - top) / 4;
        int right = Math.max(left + marginX + 1, column(cell % COLUMNS + 1, width) - marginX);
        int bottom = Math.max(top + marginY + 1, row(cell / COLUMNS + 1, height) - marginY);
        int sum = 0;
        int count = 0;
        for (int y = top + marginY; y < Math.min(bottom, height); y++) {
            for (int x = left + marginX; x < Math.min(right, width); x++) {
                sum += luma[y * width + x] & 0xff;
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private static int column(int index, int width) {
        return index * width / COLUMNS;
    }

    private static int row(int index, int height) {
        return height - (ROWS - index) * height / ROWS_IN_PICTURE;
    }

    private static int word(int number) {
        return number << CRC_BITS | crc(number);
    }

    private static int crc(int number) {
        int crc = 0xff;
        for (int shift = 16; shift >= 0; shift -= 8) {
            crc ^= number >> shift & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc << 1 ^ ((crc & 0x80) == 0 ? 0 : CRC_POLYNOMIAL)) & 0xff;
            }
        }
        return crc ^ 0xff;
    }
}
