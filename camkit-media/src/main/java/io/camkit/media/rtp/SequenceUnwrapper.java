package io.camkit.media.rtp;

/** Unwraps 16-bit sequence numbers (RFC 3550, appendix A.1) into places that never wrap. */
final class SequenceUnwrapper {
    private static final int MAX_STEP = 3000;

    private boolean started;
    private long highest;
    private long offset;

    /** Whether a packet of this number may well follow the highest before it, by loss or reordering. */
    boolean isNear(int sequence) {
        return !started || Math.abs(step(sequence)) <= MAX_STEP;
    }

    /**
     * Finds a packet's place.
     *
     * @param sequence the 16 bits from the packet, 0..65535
     * @return the packet's place in the stream: the one nearest to the highest before it
     */
    long unwrap(int sequence) {
        if (!started) {
            started = true;
            highest = sequence;
            return highest;
        }
        long place = highest + step(sequence);
        highest = Math.max(highest, place);
        return place;
    }

    private int step(int sequence) {
        return (short) (sequence - (int) (highest - offset));
    }

    /** From here on numbers count anew: this one's place is behind all others. */
    void restart(int sequence) {
        offset = highest + 1 - sequence;
    }
}
