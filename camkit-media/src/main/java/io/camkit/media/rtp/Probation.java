package io.camkit.media.rtp;

import java.nio.ByteBuffer;

/**
 * Keeps out of a stream what cannot be part of it, for a network that damages packets (RFC 3550, appendix A.1): packets of another sender,
 * or with a number far from those that are due. When the one that follows it comes next, both were right, and the stream goes on from
 * there.
 *
 * <p><b>Threading.</b> One thread.
 */
public final class Probation {
    /** So much may be lost at once; less than waits for its turn, so that a damaged number never passes those in between by. */
    private static final int MAX_AHEAD = 32;
    /** What is so late is of no use, but no reason for doubt. */
    private static final int MAX_BEHIND = 1000;

    private final RtpHeader header = new RtpHeader();
    private boolean started;
    private int source;
    private int highest;
    private boolean doubted;
    private int doubtedSource;
    private int doubtedSequence;

    /** For a stream that has not begun: its first packet is believed. */
    public Probation() {}

    /**
     * Whether a packet may be passed on.
     *
     * @param packet from position to limit, neither of which moves
     */
    public boolean admits(ByteBuffer packet) {
        if (!header.read(packet)) {
            return false;
        }
        int step = (short) (header.sequence() - highest); // wraps as sequence numbers do
        if (started && header.source() == source && step <= MAX_AHEAD && step >= -MAX_BEHIND) {
            highest = step > 0 ? header.sequence() : highest;
            return true;
        }
        boolean confirmed =
                doubted && header.source() == doubtedSource && header.sequence() == ((doubtedSequence + 1) & 0xffff);
        if (started && !confirmed) {
            doubted = true;
            doubtedSource = header.source();
            doubtedSequence = header.sequence();
            return false;
        }
        started = true;
        doubted = false;
        source = header.source();
        highest = header.sequence();
        return true;
    }
}
