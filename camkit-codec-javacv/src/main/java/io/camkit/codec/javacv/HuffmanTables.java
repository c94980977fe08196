package io.camkit.codec.javacv;

import io.camkit.media.jpeg.StandardTables;
import io.camkit.spi.FrameWriter;
import java.nio.ByteBuffer;

/** Cameras on USB leave the Huffman tables out of their JPEGs, and browsers do not know them by heart. */
final class HuffmanTables {
    private static final int START_BYTES = 2;
    private static final int TABLES = 0xc4;
    private static final int SCAN = 0xda;

    private HuffmanTables() {}

    /**
     * Appends a JPEG with the standard tables if it has none.
     *
     * @param picture whole, from position to limit; the position moves
     * @return false if there is no room for it
     */
    static boolean append(ByteBuffer picture, FrameWriter writer) {
        if (areIn(picture)) {
            return writer.append(picture);
        }
        int rest = picture.position() + START_BYTES;
        boolean fits = writer.append(picture.slice(picture.position(), START_BYTES))
                && writer.append(StandardTables.huffman())
                && writer.append(picture.position(rest));
        return fits;
    }

    /** The segments in front of the first scan are all that is looked at. */
    private static boolean areIn(ByteBuffer picture) {
        int at = picture.position() + START_BYTES;
        while (at + 4 <= picture.limit()) {
            int marker = picture.get(at + 1) & 0xff;
            if (marker == 0xff) {
                at++; // fill byte
            } else if (marker == TABLES) {
                return true;
            } else if (marker == SCAN) {
                return false;
            } else {
                at += 2 + (picture.getShort(at + 2) & 0xffff);
            }
        }
        return true;
    }
}
