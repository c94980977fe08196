package io.camkit.core;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.spi.Nullable;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recent frames of one stream, numbered from 0 without gaps, held once for all readers.
 *
 * <p><b>What is kept.</b> Whole groups of pictures: the newest one, and as many before it as the {@linkplain #window window} asks
 * for. A group that alone exceeds the byte budget is not kept: the ring then holds only what still fits of it, and {@link #newestKey()}
 * has nothing to offer until the next key frame.
 *
 * <p><b>Ownership.</b> The ring holds one share of every frame it keeps.
 *
 * <p><b>Threading.</b> One writer at a time calls {@link #append} and {@link #clear}; any thread reads, without a lock. A reader takes a
 * frame by {@link #take}, which may lose the race against eviction: the writer moves {@code tail} past a frame <em>before</em> it gives
 * up its share and before the slot is used again, so a reader that still sees its number at or above {@code tail} after retaining has
 * the frame it asked for.
 */
final class Ring {
    private static final Logger LOG = LoggerFactory.getLogger(Ring.class);
    private static final int FIRST_CAPACITY = 64;
    /** What a frame costs besides its payload, so that a flood of tiny frames is bounded as well. */
    static final int FRAME_OVERHEAD = 256;
    /** Never a frame's number. */
    static final long NONE = -1;

    private final List<ByteBudget> budgets;
    private volatile AtomicReferenceArray<Frame> slots = new AtomicReferenceArray<>(FIRST_CAPACITY);
    private volatile long head;
    private volatile long tail;
    private volatile long newestKey = NONE;
    private volatile long windowNanos;
    private volatile long bytes;
    /** The first key frame after {@code tail}: where the tail moves next. For the writer alone. */
    private long nextTail = NONE;

    private boolean misused;

    /** @param budgets bounds that this ring shares with others */
    Ring(List<ByteBudget> budgets, long windowNanos) {
        this.budgets = List.copyOf(budgets);
        this.windowNanos = windowNanos;
        this.budgets.forEach(ByteBudget::join);
    }

    /** Whether a reader can begin with this frame. */
    static boolean startsGroup(FrameHeader header) {
        Track track = header.track();
        return track.kind() == Codec.Kind.VIDEO
                && (header.keyFrame() || track.codec().everyFrameKey());
    }

    /** The number of the next frame to be written. */
    long head() {
        return head;
    }

    /** The number of the oldest frame that is kept; {@link #head()} when there is none. */
    long tail() {
        return tail;
    }

    /** The newest picture that can be decoded by itself, or {@link #NONE} when none is kept. */
    long newestKey() {
        long key = newestKey;
        return key >= tail ? key : NONE;
    }

    /** What the kept frames cost. */
    long bytes() {
        return bytes;
    }

    long windowNanos() {
        return windowNanos;
    }

    /** From now on keeps every frame that was captured within {@code nanos} before the newest one. */
    void window(long nanos) {
        windowNanos = nanos;
    }

    /**
     * Appends a frame, whose share is taken over, and evicts what is no longer asked for.
     *
     * @return whether the newest group of pictures had to be given up because it alone exceeds the budget
     */
    boolean append(Frame frame) {
        long number = head;
        AtomicReferenceArray<Frame> array = slots;
        if (number - tail == array.length()) {
            array = grow(array);
        }
        array.setRelease(index(array, number), frame);
        charge(cost(frame));
        if (startsGroup(frame.header())) {
            newestKey = number;
            if (nextTail == NONE && number > tail) {
                nextTail = number;
            }
        }
        head = number + 1;
        boolean hadGroup = newestKey() != NONE;
        evict(frame.captureNanos() - windowNanos);
        return hadGroup && newestKey() == NONE;
    }

    private AtomicReferenceArray<Frame> grow(AtomicReferenceArray<Frame> full) {
        var larger = new AtomicReferenceArray<Frame>(full.length() * 2);
        for (long number = tail; number < head; number++) {
            larger.setPlain(index(larger, number), full.getPlain(index(full, number)));
        }
        // published before any number is written that only the larger array holds
        slots = larger;
        return larger;
    }

    private void evict(long horizon) {
        while (nextTail != NONE && (captured(nextTail) <= horizon || isOverBudget())) {
            evictTo(nextTail);
        }
        while (head - tail > 1 && (isOverBudget() || (newestKey() == NONE && captured(tail) < horizon))) {
            evictTo(tail + 1);
        }
    }

    private boolean isOverBudget() {
        for (int i = 0; i < budgets.size(); i++) {
            if (budgets.get(i).asksOf(bytes)) {
                return true;
            }
        }
        return false;
    }

    private void evictTo(long number) {
        long from = tail;
        tail = number;
        AtomicReferenceArray<Frame> array = slots;
        long freed = 0;
        for (long gone = from; gone < number; gone++) {
            Frame frame = array.getPlain(index(array, gone));
            array.setPlain(index(array, gone), null);
            freed += cost(frame);
            giveUp(frame);
        }
        charge(-freed);
        if (nextTail != NONE && nextTail <= number) {
            nextTail = keyAfter(number);
        }
    }

    /** Whoever released a frame that he had only borrowed took the ring's share; the writer is not to suffer for it. */
    private void giveUp(Frame frame) {
        try {
            frame.release();
        } catch (IllegalStateException e) {
            if (!misused) {
                misused = true;
                LOG.error("a reader released a frame that it was only lent; others lost it (said once a stream)", e);
            }
        }
    }

    private long keyAfter(long number) {
        for (long next = number + 1; next < head; next++) {
            if (startsGroup(slots.getPlain(index(slots, next)).header())) {
                return next;
            }
        }
        return NONE;
    }

    /** Gives up every frame. */
    void clear() {
        evictTo(head);
    }

    /** Gives up every frame and its place in the budgets; nothing is appended after that. */
    void close() {
        clear();
        budgets.forEach(ByteBudget::leave);
    }

    private long captured(long number) {
        return slots.getPlain(index(slots, number)).captureNanos();
    }

    private static int cost(Frame frame) {
        return frame.size() + FRAME_OVERHEAD;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void charge(long amount) {
        bytes += amount;
        for (int i = 0; i < budgets.size(); i++) {
            budgets.get(i).add(amount);
        }
    }

    private static int index(AtomicReferenceArray<Frame> array, long number) {
        return (int) number & (array.length() - 1);
    }

    /** The frame of this number with a share for the caller, who releases it; null if it was evicted. {@code number < head()}. */
    @Nullable
    Frame take(long number) {
        AtomicReferenceArray<Frame> array = slots;
        Frame frame = array.getAcquire(index(array, number));
        if (frame == null || !frame.tryRetain()) {
            return null;
        }
        if (tail > number) {
            frame.release();
            return null;
        }
        return frame;
    }

    /** What the frame of this number is; null if it was evicted. {@code number < head()}. */
    @Nullable
    FrameHeader header(long number) {
        AtomicReferenceArray<Frame> array = slots;
        Frame frame = array.getAcquire(index(array, number));
        return frame == null || tail > number ? null : frame.header();
    }
}
