package io.camkit.sink.webrtc.rtp;

import io.camkit.Frame;
import io.camkit.media.rtp.RtpPayloads;
import io.camkit.spi.Nullable;
import java.time.Duration;
import java.util.Arrays;

/**
 * The packets of one track, cut once for all viewers: what each of them sends next, sends again, and begins with. It holds shares of the
 * feed's frames and where in them the packets are.
 *
 * <p>Kept is the newest group of pictures, or the last second, whichever is more; a group of more than {@value #MAX_BYTES} bytes is not
 * kept whole. Frames and packets are numbered from 0 and never reused.
 *
 * <p><b>Threading.</b> One event loop.
 */
final class PacketRing {
    static final long NONE = -1;

    private static final int MAX_BYTES = 16 << 20;
    private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int FIRST_SLOTS = 64;

    /** A power of two; null outside of what is kept. */
    private RtpFrame[] slots = new RtpFrame[FIRST_SLOTS];

    private long tail;
    private long head;
    private long newestKey = NONE;
    private long nextPlace;
    private long bytes;

    /** The number that the next frame will have. */
    long head() {
        return head;
    }

    /** The number of the newest frame that decoding can start with; {@link #NONE} when none is kept. */
    long newestKey() {
        return newestKey;
    }

    /** Takes a share of {@code frame}. */
    void append(Frame frame, RtpPayloads payloads, long ticks) {
        if (head - tail == slots.length) {
            grow();
        }
        slots[slot(head)] = new RtpFrame(frame.retain(), payloads, head, nextPlace, ticks);
        if (frame.keyFrame()) {
            newestKey = head;
        }
        nextPlace += payloads.count();
        bytes += frame.size();
        head++;
        trim(frame.captureNanos());
    }

    private void trim(long nowNanos) {
        while (tail < head - 1 && (bytes > MAX_BYTES || isOld(tail, nowNanos))) {
            removeOldest();
        }
    }

    private boolean isOld(long number, long nowNanos) {
        return number < newestKey && nowNanos - slots[slot(number)].frame().captureNanos() > KEPT_NANOS;
    }

    private void removeOldest() {
        Frame oldest = slots[slot(tail)].frame();
        Arrays.fill(slots, slot(tail), slot(tail) + 1, null);
        bytes -= oldest.size();
        oldest.release();
        if (newestKey == tail) {
            newestKey = NONE;
        }
        tail++;
    }

    private void grow() {
        RtpFrame[] larger = new RtpFrame[2 * slots.length];
        for (long number = tail; number < head; number++) {
            larger[(int) (number & (larger.length - 1))] = slots[slot(number)];
        }
        slots = larger;
    }

    private int slot(long number) {
        return (int) (number & (slots.length - 1));
    }

    /** The frame of this number; null when it is no longer or not yet there. */
    @Nullable
    RtpFrame frame(long number) {
        return number >= tail && number < head ? slots[slot(number)] : null;
    }

    /** The frame that the packet at this place belongs to; null when it is no longer or not yet there. */
    @Nullable
    RtpFrame holding(long place) {
        long low = tail;
        long high = head - 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            RtpFrame candidate = slots[slot(middle)];
            if (candidate.firstPlace() > place) {
                high = middle - 1;
            } else if (place < candidate.firstPlace() + candidate.packets()) {
                return candidate;
            } else {
                low = middle + 1;
            }
        }
        return null;
    }

    /** Gives everything back. Numbers go on. */
    void clear() {
        while (tail < head) {
            removeOldest();
        }
    }
}
