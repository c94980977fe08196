package io.camkit.source.test;

/** The forward discrete cosine transform of 8x8 samples in integers (T.81, A.3.3). */
final class JpegTransform {
    private static final int SIDE = 8;
    private static final int FRACTION_BITS = 12;
    /** The matrix of the transform: row u, column x is c(u)/2 cos((2x+1)u pi/16), scaled by 2^12. */
    private static final int[] MATRIX = matrix();

    private JpegTransform() {}

    private static int[] matrix() {
        int[] matrix = new int[SIDE * SIDE];
        for (int i = 0; i < matrix.length; i++) {
            int u = i / SIDE;
            double scale = u == 0 ? StrictMath.sqrt(0.125) : 0.5;
            double wave = StrictMath.cos((2 * (i % SIDE) + 1) * u * Math.PI / 16);
            matrix[i] = (int) StrictMath.rint(scale * wave * (1 << FRACTION_BITS));
        }
        return matrix;
    }

    /** In place: rows, then columns. */
    static void forward(int[] samples) {
        for (int row = 0; row < SIDE; row++) {
            line(samples, row * SIDE, 1);
        }
        for (int column = 0; column < SIDE; column++) {
            line(samples, column, SIDE);
        }
    }

    private static void line(int[] samples, int from, int step) {
        int a = samples[from];
        int b = samples[from + step];
        int c = samples[from + 2 * step];
        int d = samples[from + 3 * step];
        int e = samples[from + 4 * step];
        int f = samples[from + 5 * step];
        int g = samples[from + 6 * step];
        int h = samples[from + 7 * step];
        // the even waves are symmetric about the middle and the odd ones antisymmetric: half the products
        for (int u = 0; u < SIDE; u += 2) {
            samples[from + u * step] = row(u, a + h, b + g, c + f, d + e);
            samples[from + (u + 1) * step] = row(u + 1, a - h, b - g, c - f, d - e);
        }
    }

    private static int row(int u, int first, int second, int third, int fourth) {
        int m = u * SIDE;
        int sum = first * MATRIX[m] + second * MATRIX[m + 1] + third * MATRIX[m + 2] + fourth * MATRIX[m + 3];
        return (sum + (1 << (FRACTION_BITS - 1))) >> FRACTION_BITS;
    }
}
