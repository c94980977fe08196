package io.camkit.source.test;

/**
 * What a test camera sees: colour bars, a running clock over the frame number, a disc that circles, a square that slides, and the barcode.
 *
 * <p>A frame is a pure function of size, frame rate and number, on every machine. The shapes come round every {@value #LOOP_SECONDS}
 * seconds, so that a clip of that length loops without a jump.
 */
final class Scene {
    static final int LOOP_SECONDS = 10;

    private static final int MILLIS = 1000;
    private static final int CLOCK_CELLS = 64;
    private static final int BLOCK = 8;
    private static final Colour GROUND = Colour.rgb(0x18222f);
    private static final Colour LANE = Colour.rgb(0x24344a);
    private static final Colour CLOCK = Colour.rgb(0xf2f5f9);
    private static final Colour NUMBER = Colour.rgb(0x8fa3bd);
    private static final Colour DISC = Colour.rgb(0xff9f45);
    private static final Colour SQUARE = Colour.rgb(0x2ec4b6);
    private static final Colour[] BARS = {
        Colour.rgb(0xd9d9d9),
        Colour.rgb(0xd9d02c),
        Colour.rgb(0x2cc7d9),
        Colour.rgb(0x35c24a),
        Colour.rgb(0xc23fc2),
        Colour.rgb(0xd94141),
        Colour.rgb(0x3a5bd9),
        Colour.rgb(0x10161f),
    };

    private final Picture picture;
    private final int frameRate;

    Scene(int width, int height, int frameRate) {
        this.picture = new Picture(width, height);
        this.frameRate = frameRate;
    }

    /** Draws one frame over the one before. The picture is the scene's own and valid until the next call. */
    Picture draw(long number) {
        int width = picture.width;
        int height = picture.height;
        picture.rectangle(0, 0, picture.stride, picture.rows, GROUND);
        for (int bar = 0; bar < BARS.length; bar++) {
            picture.rectangle(width * bar / BARS.length, 0, width * (bar + 1) / BARS.length, height / 18, BARS[bar]);
        }
        shapes((double) (number % ((long) LOOP_SECONDS * frameRate)) / (LOOP_SECONDS * frameRate));
        clock(number);
        Barcode.draw(picture, (int) (number % Barcode.LIMIT));
        return picture;
    }

    /** @param turn how much of the loop is over, 0 to 1 */
    private void shapes(double turn) {
        int width = picture.width;
        int height = picture.height;
        int top = snapped(height * 3 / 4);
        int side = snapped(height / 16);
        picture.rectangle(0, top, width, top + side, LANE);
        double there = 1 - Math.abs(1 - 2 * turn);
        int left = (int) (there * (width - side));
        picture.rectangle(left, top, left + side, top + side, SQUARE);

        double angle = 4 * Math.PI * turn;
        int centreX = width / 2;
        int centreY = height * 13 / 32;
        picture.disc(
                (int) (centreX + StrictMath.sin(angle) * width * 7 / 16),
                (int) (centreY - StrictMath.cos(angle) * height * 9 / 32),
                height / 20,
                DISC);
    }

    private void clock(long number) {
        long millis = number * MILLIS / frameRate;
        long seconds = millis / MILLIS;
        String time = pair(seconds / 3600 % 100) + ":" + pair(seconds / 60 % 60) + ":" + pair(seconds % 60) + "."
                + padded(millis % MILLIS, 3);
        int cell = snapped(Math.max(1, picture.width / CLOCK_CELLS));
        centred(time, picture.height * 5 / 16, cell, CLOCK);
        centred(padded(number % Barcode.LIMIT, 8), picture.height * 17 / 32, snapped(Math.max(1, cell / 2)), NUMBER);
    }

    private void centred(String text, int top, int cell, Colour colour) {
        int width = (text.length() * Digits.ADVANCE - 1) * cell;
        Digits.draw(picture, text, snapped((picture.width - width) / 2), snapped(top), cell, colour);
    }

    /** What is large lies on whole blocks of JPEG and H.264: they have one colour then, and cost next to nothing. */
    private static int snapped(int pixels) {
        return pixels < BLOCK ? pixels : pixels & -BLOCK;
    }

    private static String pair(long value) {
        return padded(value, 2);
    }

    private static String padded(long value, int digits) {
        String text = Long.toString(value);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
