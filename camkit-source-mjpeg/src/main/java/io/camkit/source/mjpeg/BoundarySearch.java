package io.camkit.source.mjpeg;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Finds a boundary in a part of unknown length, wherever the reads cut it.
 *
 * <p>A boundary counts where it follows a line end or, as some cameras write it, the end of a JPEG. Neither of these two bytes occurs in
 * a boundary, so a match that fails begins anew at the byte where it failed.
 */
final class BoundarySearch {
    private static final byte END_OF_JPEG = (byte) 0xd9;

    private final byte[] boundary;
    /** The byte before the boundary, once one was seen that may be. */
    private byte before;
    /** How much of the boundary was seen behind it; -1 when it was not. */
    private int matched = -1;
    /** How much of both came with earlier reads and was not passed on. */
    private int held;

    BoundarySearch(String boundary) {
        this.boundary = boundary.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Passes on what is certainly not boundary.
     *
     * @param bytes position to limit; the position is behind the boundary if it was found, else at the limit
     * @param data takes the pieces before the boundary; a line feed before it is left out
     * @return whether the boundary was found
     */
    boolean pass(ByteBuffer bytes, Consumer<ByteBuffer> data) {
        int from = bytes.position();
        int limit = bytes.limit();
        int candidate = from;
        for (int at = from; at < limit; at++) {
            byte next = bytes.get(at);
            if (matched >= 0 && next == boundary[matched]) {
                if (++matched == boundary.length) {
                    found(bytes, from, candidate, data);
                    bytes.limit(limit).position(at + 1);
                    return true;
                }
            } else {
                giveUpHeld(data);
                if (next == '\n' || next == END_OF_JPEG) {
                    before = next;
                    matched = 0;
                    candidate = at;
                }
            }
        }
        give(bytes, from, matched < 0 ? limit : candidate, data);
        held = matched + 1;
        bytes.limit(limit).position(limit);
        return false;
    }

    private void found(ByteBuffer bytes, int from, int candidate, Consumer<ByteBuffer> data) {
        boolean belongs = before == END_OF_JPEG;
        if (held > 0 && belongs) {
            data.accept(ByteBuffer.wrap(new byte[] {before}));
        }
        give(bytes, from, held == 0 && belongs ? candidate + 1 : candidate, data);
        held = 0;
        matched = -1;
    }

    /** What was held back is no boundary. */
    private void giveUpHeld(Consumer<ByteBuffer> data) {
        if (held > 0) {
            byte[] bytes = new byte[held];
            bytes[0] = before;
            System.arraycopy(boundary, 0, bytes, 1, held - 1);
            data.accept(ByteBuffer.wrap(bytes));
        }
        held = 0;
        matched = -1;
    }

    private static void give(ByteBuffer bytes, int from, int to, Consumer<ByteBuffer> data) {
        if (to > from) {
            data.accept(bytes.limit(to).position(from));
        }
    }
}
