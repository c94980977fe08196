package io.camkit.media.rtp;

import java.nio.ByteBuffer;

/** Steps through the NAL units of an aggregation packet: each with its length in 16 bits before it. */
final class Aggregated {
    private final ByteBuffer payload;
    private final int end;
    private final int gap;
    private int at;
    private boolean malformed;

    Aggregated(ByteBuffer payload, int from) {
        this(payload, from, 0);
    }

    /** @param gap bytes between a NAL unit and the length of the next */
    Aggregated(ByteBuffer payload, int from, int gap) {
        this.payload = payload;
        this.end = payload.limit();
        this.at = from;
        this.gap = gap;
    }

    /** Sets the payload's position and limit around the next NAL unit; false if there is none, or none that is whole. */
    boolean next() {
        payload.limit(end);
        if (at >= end) {
            return false;
        }
        int length = end - at < Short.BYTES ? 0 : payload.getShort(at) & 0xffff;
        at += Short.BYTES;
        if (length == 0 || length > end - at) {
            malformed = true;
            return false;
        }
        payload.limit(at + length).position(at);
        at += length + gap;
        return true;
    }

    /** Whether it ended because of nonsense. */
    boolean malformed() {
        return malformed;
    }
}
