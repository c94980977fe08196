package io.camkit.media.h264;

import java.nio.ByteBuffer;

/** What the first bytes of a NAL unit tell about the access unit it belongs to (ITU-T H.264, section 7.4.1.2.3). */
public final class AccessUnit {
    private AccessUnit() {}

    /**
     * Whether a slice is the first of its picture, as far as its first two bytes tell: first_mb_in_slice is 0.
     *
     * @param nal a slice without start code, from position to limit, neither of which moves; two bytes are enough
     */
    public static boolean firstSlice(ByteBuffer nal) {
        return nal.remaining() >= 2 && nal.get(nal.position() + 1) < 0; // exp-Golomb 0 is the single bit 1
    }

    /**
     * Whether {@code nal} cannot belong to the access unit of a slice before it.
     *
     * @param nal without start code, from position to limit, neither of which moves; two bytes are enough
     */
    public static boolean startsAfterSlice(ByteBuffer nal) {
        int type = Nal.type(nal.get(nal.position()));
        if (Nal.isPicture(type)) {
            return type != 3 && type != 4 && firstSlice(nal); // data partitions B and C follow their A
        }
        return (type >= Nal.SEI && type <= Nal.AUD) || (type >= 14 && type <= 18);
    }

    /** Whether an access unit in Annex B form holds an IDR picture, so that decoding can start with it. */
    public static boolean keyFrame(ByteBuffer annexB) {
        int limit = annexB.limit();
        int at = Nal.find(annexB, annexB.position(), limit);
        while (at != Nal.NONE && at + 3 < limit) {
            int type = Nal.type(annexB.get(at + 3));
            if (Nal.isPicture(type)) {
                return type == Nal.IDR;
            }
            at = Nal.find(annexB, at + 3, limit);
        }
        return false;
    }
}
