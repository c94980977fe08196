package io.camkit.media.rtp;

/**
 * Unwraps 16-bit sequence numbers (RFC 3550, appendix A.1) into places that never wrap.
 *
 * <p>A jump too large to be loss or reordering is taken for a sender that started anew: its packets continue behind a gap of one.
 */
final class SequenceUnwrapper {
    private static final int MAX_STEP = 3000;

    private boolean started;
    private long highest;
    private long offset;

    /**
     * Finds a packet's place.
     *
     * @param sequence the 16 bits from the packet, 0..65535
     * @return the packet's place in the stream; at most {@value #MAX_STEP} from the highest before it
     */
    long unwrap(int sequence) {
        if (!started) {
            started = true;
            highest = sequence;
            return highest;
        }
        int step = (short) (sequence - (int) (highest - offset));
        if (Math.abs(step) > MAX_STEP) {
            offset = highest + 2 - sequence;
            step = 2;
        }
        long place = highest + step;
        highest = Math.max(highest, place);
        return place;
    }
}
