package io.camkit;

import java.util.Map;

/**
 * A position in a feed's ring, on behalf of one reader.
 *
 * <p>Frames reach the reader one at a time and in order. A reader that is too slow is never waited for: it jumps to the newest key
 * frame, and {@link #skipped()} says how many frames it missed and why.
 *
 * <p><b>Ownership.</b> A frame is lent for the call. A reader that keeps it beyond the call retains it.
 *
 * <p><b>Threading.</b> The reader runs on the executor given at subscription, never on two threads at once. This handle may be used
 * from any thread.
 */
public interface Subscription extends AutoCloseable {
    /** After {@link FrameReader.Answer#LATER}: offer frames again. Without it nothing happens; calling it too often does no harm. */
    void resume();

    /**
     * Says how many people this reader reads for, where that is not one: a reader that serves several of them, or nobody who is not
     * counted elsewhere. It changes what status and metrics show, and nothing else.
     */
    void readsFor(int people);

    /** How far this reader is behind the writer, in nanoseconds of media time; 0 when it has seen everything. */
    long lagNanos();

    /** Frames that the reader has taken. */
    long delivered();

    /** Frames that were written after subscribing and never delivered, by reason. */
    Map<SkipReason, Long> skipped();

    /**
     * Ends the subscription: no call of the reader begins any more. Waits for one that is under way on another thread, for a second at
     * most. Calling it twice does nothing.
     */
    @Override
    void close();
}
