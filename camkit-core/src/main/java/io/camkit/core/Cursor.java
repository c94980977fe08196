package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.FrameReader;
import io.camkit.SkipReason;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.spi.Nullable;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One reader's position in a channel's ring.
 *
 * <p><b>Threading.</b> {@link #drain} is called by the cursor's group, never by two threads at once; all fields without a guard of
 * their own belong to it. The rest may be called by any thread.
 */
@SuppressWarnings("EnumOrdinal") // counts by reason, in the smallest map there is
final class Cursor implements Subscription {
    /** Whether frames are offered. */
    private enum Gate {
        /** Yes. */
        OPEN,
        /** The reader said LATER. */
        PAUSED,
        /** It said so, and was resumed since: look whether it is too far behind, then open. */
        RESUMED,
        /** Resumed before it said LATER: should it say so to the frame that it looks at right now, that is out of date. */
        RESUMED_EARLY
    }

    private final Channel channel;
    private final Ring ring;
    private final ReaderTerms terms;
    private final FrameReader reader;
    private final Pace pace;
    private final CallGuard guard = new CallGuard();
    private final AtomicReference<Gate> gate = new AtomicReference<>(Gate.OPEN);
    private final AtomicReference<@Nullable CamkitException> ending = new AtomicReference<>();
    private final AtomicLong next;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLongArray skipped = new AtomicLongArray(SkipReason.values().length);
    private volatile int people = 1;
    private boolean waitsForKey = true;
    private @Nullable Track video;
    private @Nullable Track audio;

    /** @param start number of the first frame to look at */
    Cursor(Channel channel, long start, ReaderTerms terms, FrameReader reader) {
        this.channel = channel;
        this.ring = channel.ring();
        this.next = new AtomicLong(start);
        this.terms = terms;
        this.reader = reader;
        this.pace = new Pace(terms.maxFrameRate());
    }

    ReaderTerms terms() {
        return terms;
    }

    int people() {
        return people;
    }

    @Override
    public void readsFor(int number) {
        people = number;
    }

    /**
     * Offers up to {@code most} frames.
     *
     * @return whether there are more that the reader would look at right now
     */
    boolean drain(int most) {
        if (!hasWork() || !guard.enter()) {
            return false;
        }
        try {
            for (int i = 0; i < most; i++) {
                if (!step()) {
                    return false;
                }
            }
            return hasWork();
        } catch (RuntimeException | Error e) {
            channel.readerFailed(this, e);
            return false;
        } finally {
            guard.leave();
        }
    }

    private boolean hasWork() {
        return ending.get() != null || (gate.get() != Gate.PAUSED && next.getPlain() < ring.head());
    }

    private boolean step() {
        if (guard.closed()) {
            return false;
        }
        CamkitException why = ending.get();
        if (why != null) {
            leave();
            reader.onEnd(why);
            return false;
        }
        Gate now = gate.get();
        if (now == Gate.PAUSED) {
            return false;
        }
        if (now == Gate.RESUMED) {
            gate.set(Gate.OPEN);
            catchUp();
        }
        long number = next.getPlain();
        if (number >= ring.head()) {
            return false;
        }
        Frame frame = ring.take(number);
        if (frame == null) {
            jumpOverEvicted();
            return true;
        }
        try {
            return consider(number, frame);
        } finally {
            frame.release();
        }
    }

    private boolean consider(long number, Frame frame) {
        FrameHeader header = frame.header();
        Track track = header.track();
        if (!terms.accepts(track)) {
            next.lazySet(number + 1);
            if (track.kind() == terms.kind()) {
                end(terms.unacceptable(track));
            }
            return true;
        }
        SkipReason reason = reasonToSkip(header);
        if (reason != null) {
            next.lazySet(number + 1);
            count(reason, 1);
            return true;
        }
        announce(track);
        return !guard.closed() && offer(number, frame);
    }

    private @Nullable SkipReason reasonToSkip(FrameHeader header) {
        if (waitsForKey && !terms.canBeginWith(header)) {
            return SkipReason.NO_KEY_FRAME;
        }
        return pace.leavesOut(header) ? SkipReason.RATE : null;
    }

    private void announce(Track track) {
        boolean isVideo = track.kind() == Codec.Kind.VIDEO;
        if ((isVideo ? video : audio) == track) {
            return;
        }
        if (isVideo) {
            video = track;
        } else {
            audio = track;
        }
        reader.onTrack(track);
    }

    private boolean offer(long number, Frame frame) {
        if (reader.onFrame(frame) == FrameReader.Answer.LATER) {
            if (gate.compareAndSet(Gate.OPEN, Gate.PAUSED)) {
                return false;
            }
            gate.set(Gate.RESUMED);
            return true;
        }
        if (gate.get() == Gate.RESUMED_EARLY) {
            gate.set(Gate.OPEN);
        }
        waitsForKey = false;
        pace.taken(frame.header());
        next.lazySet(number + 1);
        delivered.lazySet(delivered.getPlain() + 1);
        return true;
    }

    /** After a pause: on to the newest key frame, if that is ahead and the reader is further behind than it may be. */
    private void catchUp() {
        long start = newestStart();
        if (start > next.getPlain() && lagNanos() > terms.maxLagNanos()) {
            jumpTo(start);
        }
    }

    /** The next frame is gone: on to the newest key frame, or to what is left, to wait there for one. Never back. */
    private void jumpOverEvicted() {
        waitsForKey = true;
        long start = newestStart();
        long following = next.getPlain() + 1;
        jumpTo(start >= following ? start : Math.max(ring.tail(), following));
    }

    private long newestStart() {
        if (terms.kind() == Codec.Kind.VIDEO) {
            return ring.newestKey();
        }
        for (long number = ring.head() - 1; number > next.getPlain(); number--) {
            FrameHeader header = ring.header(number);
            if (header != null && terms.canBeginWith(header)) {
                return number;
            }
        }
        return Ring.NONE;
    }

    private void jumpTo(long target) {
        long missed = 0;
        for (long number = next.getPlain(); number < target; number++) {
            FrameHeader header = ring.header(number);
            // of an evicted frame nobody knows any more whether it was wanted
            if (header == null || terms.accepts(header.track())) {
                missed++;
            }
        }
        next.lazySet(target);
        count(SkipReason.TOO_SLOW, missed);
    }

    private void count(SkipReason reason, long frames) {
        skipped.lazySet(reason.ordinal(), skipped.getPlain(reason.ordinal()) + frames);
        channel.skips().add(reason, frames);
    }

    @Override
    public void resume() {
        // the answer LATER may come between two looks at the gate
        while (true) {
            Gate now = gate.get();
            if (now == Gate.PAUSED) {
                if (gate.compareAndSet(Gate.PAUSED, Gate.RESUMED)) {
                    channel.wake(this);
                    return;
                }
            } else if (now != Gate.OPEN || gate.compareAndSet(Gate.OPEN, Gate.RESUMED_EARLY)) {
                return;
            }
        }
    }

    /** Nothing more is delivered; the reader hears why. Returns at once. */
    void end(CamkitException why) {
        if (ending.compareAndSet(null, why)) {
            channel.wake(this);
        }
    }

    @Override
    public long lagNanos() {
        long head = ring.head();
        long position = next.get();
        if (position >= head) {
            return 0;
        }
        FrameHeader newest = ring.header(head - 1);
        FrameHeader oldest = ring.header(position);
        if (oldest == null) {
            oldest = ring.header(ring.tail());
        }
        return newest == null || oldest == null ? 0 : Math.max(0, newest.captureNanos() - oldest.captureNanos());
    }

    @Override
    public long delivered() {
        return delivered.get();
    }

    @Override
    public Map<SkipReason, Long> skipped() {
        Map<SkipReason, Long> counts = new EnumMap<>(SkipReason.class);
        for (SkipReason reason : SkipReason.values()) {
            long count = skipped.get(reason.ordinal());
            if (count > 0) {
                counts.put(reason, count);
            }
        }
        return counts;
    }

    /** Leaves the channel without waiting for a call that is under way. */
    void leave() {
        guard.closeWithoutWaiting();
        channel.remove(this);
    }

    @Override
    public void close() {
        channel.remove(this);
        guard.close();
    }
}
