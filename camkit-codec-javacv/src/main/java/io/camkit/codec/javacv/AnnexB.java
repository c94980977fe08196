package io.camkit.codec.javacv;

import io.camkit.media.h264.Nal;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** NAL units behind each other as encoders and inputs send them: with start codes of three bytes or four. */
final class AnnexB {
    private static final int SHORT_START_CODE = 3;

    private AnnexB() {}

    /**
     * Lends each NAL unit, without start code, to {@code taker}.
     *
     * @param bytes from position to limit, neither of which moves
     */
    static void each(ByteBuffer bytes, Consumer<ByteBuffer> taker) {
        int limit = bytes.limit();
        int code = Nal.find(bytes, bytes.position(), limit);
        ByteBuffer nal = bytes.duplicate();
        while (code != Nal.NONE) {
            int from = code + SHORT_START_CODE;
            code = Nal.find(bytes, from, limit);
            int to = code == Nal.NONE ? limit : code;
            while (to > from && bytes.get(to - 1) == 0) {
                to--; // trailing_zero_8bits and the first zero of a four-byte start code
            }
            taker.accept(nal.limit(to).position(from));
        }
    }
}
