package io.camkit.sink.webrtc.rtp;

/**
 * Packets that a viewer is sent one after the other, from the key frame that it begins with to where it is given up for a newer one. Its
 * numbers and times follow those of the run before.
 *
 * <p>Frames that were there already when it began are past: they follow each other by a moment, so that a viewer decodes them at once
 * and stands where everybody else does.
 *
 * @param firstPlace the first packet's place in the ring
 * @param firstIndex the first packet's index: its sequence number in the lowest 16 bits, how often that wrapped above
 * @param liveFrame the number of the first frame that is not past
 * @param liveTicks that frame's time in the ring
 * @param offset what is added to the ring's times
 */
record Run(long firstPlace, long firstIndex, long liveFrame, long liveTicks, long offset) {
    /** A millisecond of video. */
    static final int PAST_TICKS = 90;

    /** A viewer's beginning. */
    static Run first(RtpFrame from, RtpFrame newest, long index, long offset) {
        return new Run(from.firstPlace(), index, newest.number(), newest.ticks(), offset);
    }

    /**
     * The run behind this one.
     *
     * @param index of its first packet
     * @param sentTicks the time stamp that was sent last, as {@link #time} gives it; the next one is later
     */
    Run next(RtpFrame from, RtpFrame newest, long index, long sentTicks) {
        Run next = first(from, newest, index, offset);
        long early = sentTicks + PAST_TICKS - next.time(from);
        return early <= 0 ? next : first(from, newest, index, offset + early);
    }

    /** A packet's index. */
    long index(long place) {
        return firstIndex + place - firstPlace;
    }

    /** The place of the packet with this index. */
    long place(long index) {
        return firstPlace + index - firstIndex;
    }

    /** A frame's time stamp, of which 32 bits are sent. */
    long time(RtpFrame frame) {
        long past = liveFrame - frame.number();
        return past <= 0 ? frame.ticks() + offset : liveTicks + offset - past * PAST_TICKS;
    }
}
