package io.camkit.codec.javacv;

import io.camkit.Track;
import java.nio.ByteBuffer;
import java.util.List;

/** By what luma and chroma come from red, green and blue (ITU-T H.273, section 8.3). */
enum Matrix {
    /** Of television before high definition, and of JPEG. */
    BT601(6, 409, 100, 208, 516),
    /** Of high definition. */
    BT709(1, 459, 55, 136, 541);

    private static final int RGB = 0;
    private static final int UNSPECIFIED = 2;
    private static final int HIGH_DEFINITION = 720;

    /** What each part of chroma gives to a colour in video range, times 256. */
    final int redOfV;

    final int greenOfU;
    final int greenOfV;
    final int blueOfU;

    private final int number;

    Matrix(int number, int redOfV, int greenOfU, int greenOfV, int blueOfU) {
        this.number = number;
        this.redOfV = redOfV;
        this.greenOfU = greenOfU;
        this.greenOfV = greenOfV;
        this.blueOfU = blueOfU;
    }

    /**
     * What a stream means.
     *
     * @param number as in H.273 and in FFmpeg; for what the stream leaves open, players go by the size
     * @param size of the camera's own picture
     */
    static Matrix of(int number, Size size) {
        boolean high = number == UNSPECIFIED && size.height() >= HIGH_DEFINITION;
        return high || number == BT709.number ? BT709 : BT601;
    }

    /**
     * As which number pictures that are encoded anew say it: what the stream said, or what follows from its size, which may become
     * another. Red, green and blue have become BT.601 on the way.
     */
    static int numberOf(int number, Size size) {
        return number == UNSPECIFIED || number == RGB ? of(number, size).number : number;
    }

    /** That of decoded pictures. */
    static Matrix of(Track decoded) {
        List<ByteBuffer> sets = decoded.parameterSets();
        boolean high =
                !sets.isEmpty() && sets.get(0).hasRemaining() && sets.get(0).get() == BT709.number;
        return high ? BT709 : BT601;
    }

    /** Says so in a track of decoded pictures. */
    Track in(Track decoded) {
        return decoded.withParameterSets(List.of(ByteBuffer.wrap(new byte[] {(byte) number})));
    }
}
