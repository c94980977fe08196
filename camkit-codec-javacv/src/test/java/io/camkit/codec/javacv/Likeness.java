package io.camkit.codec.javacv;

/** Structural similarity of gray pictures (Wang et al., 2004) over windows of 8x8 pixels: 1 for equal ones. */
final class Likeness {
    private static final int WINDOW = 8;
    private static final double C1 = 0.01 * 255 * 0.01 * 255;
    private static final double C2 = 0.03 * 255 * 0.03 * 255;

    private Likeness() {}

    /**
     * The mean over all windows of all pictures.
     *
     * @param a pictures of full range one after the other, rows without padding
     * @throws AssertionError if there are more of one than of the other
     */
    static double of(byte[] a, byte[] b, int width, int height) {
        if (a.length != b.length || a.length == 0 || a.length % (width * height) != 0) {
            throw new AssertionError("not as many pictures of " + width + "x" + height + ": " + a.length + " and "
                    + b.length + " bytes");
        }
        double sum = 0;
        int windows = 0;
        for (int picture = 0; picture < a.length; picture += width * height) {
            for (int y = 0; y + WINDOW <= height; y += WINDOW) {
                for (int x = 0; x + WINDOW <= width; x += WINDOW) {
                    sum += window(a, b, picture + y * width + x, width);
                    windows++;
                }
            }
        }
        return sum / windows;
    }

    private static double window(byte[] a, byte[] b, int start, int stride) {
        double sumA = 0;
        double sumB = 0;
        double squares = 0;
        double products = 0;
        for (int y = 0; y < WINDOW; y++) {
            for (int x = 0; x < WINDOW; x++) {
                int p = a[start + y * stride + x] & 0xff;
                int q = b[start + y * stride + x] & 0xff;
                sumA += p;
                sumB += q;
                squares += p * p + q * q;
                products += p * q;
            }
        }
        double pixels = WINDOW * WINDOW;
        double meanA = sumA / pixels;
        double meanB = sumB / pixels;
        double variances = squares / pixels - meanA * meanA - meanB * meanB;
        double covariance = products / pixels - meanA * meanB;
        return (2 * meanA * meanB + C1)
                * (2 * covariance + C2)
                / ((meanA * meanA + meanB * meanB + C1) * (variances + C2));
    }
}
