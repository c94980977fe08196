package io.camkit.media.h264;

import java.nio.ByteBuffer;

/** Finds the four-byte start codes that camkit puts before every NAL unit. */
public final class StartCodes {
    private StartCodes() {}

    /** The index of the first start code at or behind {@code from}, or {@code to}. */
    public static int next(ByteBuffer data, int from, int to) {
        int at = Nal.find(data, from, to);
        while (at != Nal.NONE) {
            if (at > from && data.get(at - 1) == 0) {
                return at - 1;
            }
            at = Nal.find(data, at + 3, to);
        }
        return to;
    }
}
