package io.camkit.codec.javacv;

/** Width and height of a picture in pixels. */
record Size(int width, int height) {
    /**
     * The largest size of the same shape within limits, of even numbers and never larger than this one.
     *
     * @param maxWidth pixels; 0 for no limit
     * @param maxHeight pixels; 0 for no limit
     */
    Size within(int maxWidth, int maxHeight) {
        double scale = Math.min(1, Math.min(ratio(maxWidth, width), ratio(maxHeight, height)));
        return new Size(even(width * scale, width, maxWidth), even(height * scale, height, maxHeight));
    }

    private static double ratio(int limit, int side) {
        return limit == 0 ? 1 : (double) limit / side;
    }

    /** The nearest even number that is not larger than the side was, or may be. */
    private static int even(double length, int side, int limit) {
        int most = limit == 0 ? side : Math.min(side, limit);
        int nearest = 2 * (int) Math.round(length / 2);
        return Math.max(2, nearest > most ? most & ~1 : nearest);
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
