package io.camkit.benchmarks.peers;

import java.util.Random;

/** The bytes that are sent: as large as a picture of 1280x720 from a usual camera. Nobody decodes them. */
final class Picture {
    static final int SIZE = 53_000;
    static final int FRAMES_PER_SECOND = 25;

    private Picture() {}

    static byte[] bytes() {
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
