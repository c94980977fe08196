package io.camkit.sink.webrtc.rtp;

import io.camkit.spi.Nullable;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The runs of one viewer, the newest ones, so that what was sent before a jump can be sent again.
 *
 * <p><b>Threading.</b> One event loop.
 */
final class Runs {
    private static final int KEPT = 4;

    private final Deque<Run> newestFirst = new ArrayDeque<>();
    private final long firstIndex;
    private final long firstOffset;
    private long nextIndex;
    private long sentTicks;

    /**
     * @param firstIndex of the first packet of all
     * @param firstOffset what is added to the ring's times
     */
    Runs(long firstIndex, long firstOffset) {
        this.firstIndex = firstIndex;
        this.firstOffset = firstOffset;
        this.nextIndex = firstIndex;
    }

    /** From now on, packets from this frame on are sent. */
    void begin(RtpFrame from, RtpFrame newest) {
        Run before = newestFirst.peekFirst();
        newestFirst.addFirst(
                before == null
                        ? Run.first(from, newest, firstIndex, firstOffset)
                        : before.next(from, newest, nextIndex, sentTicks));
        if (newestFirst.size() > KEPT) {
            newestFirst.removeLast();
        }
    }

    /** The run that is being sent; null before the first. */
    @Nullable
    Run current() {
        return newestFirst.peekFirst();
    }

    void sent(long index, long ticks) {
        nextIndex = index + 1;
        sentTicks = ticks;
    }

    /** The index of the packet sent last that has this sequence number, which may be too old to be known. */
    long index(int sequence) {
        long newest = nextIndex - 1;
        return newest - ((newest - sequence) & 0xffff);
    }

    /** The run in which the packet with this index was sent; null when it is too old, or was never sent. */
    @Nullable
    Run of(long index) {
        for (Run run : newestFirst) {
            if (index >= run.firstIndex()) {
                return index < nextIndex ? run : null;
            }
        }
        return null;
    }
}
