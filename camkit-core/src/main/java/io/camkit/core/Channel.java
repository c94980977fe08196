package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.spi.Nullable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ring with its readers. It outlives every source that writes to it.
 *
 * <p><b>Threading.</b> {@link #publish} and {@link #close} exclude each other by this object's monitor, which a source that keeps its
 * contract never finds taken. Readers take no lock.
 */
final class Channel {
    private static final Logger LOG = LoggerFactory.getLogger(Channel.class);
    private static final long SHORTEST_WINDOW_NANOS = Duration.ofSeconds(1).toNanos();
    /** A key frame older than this is not fresh enough to begin with. */
    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

    private final String label;
    private final Clock clock;
    private final Ring ring;
    private final SkipCounters skips;
    private final Runnable keyFrameRequest;
    private final List<DrainGroup> groups = new CopyOnWriteArrayList<>();
    private volatile @Nullable Track video;
    private volatile @Nullable Track audio;
    private volatile @Nullable CamkitException closed;

    /** @param keyFrameRequest asks whoever writes for a key frame */
    Channel(String label, Clock clock, List<ByteBudget> budgets, SkipCounters skips, Runnable keyFrameRequest) {
        this.label = label;
        this.clock = clock;
        this.ring = new Ring(budgets, SHORTEST_WINDOW_NANOS);
        this.skips = skips;
        this.keyFrameRequest = keyFrameRequest;
    }

    Ring ring() {
        return ring;
    }

    SkipCounters skips() {
        return skips;
    }

    /** What flows right now: pictures, then sound. */
    List<Track> tracks() {
        return Stream.concat(Stream.ofNullable(video), Stream.ofNullable(audio)).toList();
    }

    /** What flows of this kind; null before its first frame. */
    @Nullable
    Track track(Codec.Kind kind) {
        return kind == Codec.Kind.VIDEO ? video : audio;
    }

    /**
     * Appends a frame, whose share is taken over whatever happens. The caller wakes the readers after it has left its locks.
     *
     * @return whether the newest group of pictures had to be given up because it exceeds the budget
     */
    synchronized boolean publish(Frame frame) {
        if (closed != null) {
            frame.release();
            return false;
        }
        Track track = frame.track();
        if (track.kind() == Codec.Kind.VIDEO) {
            if (video != track) {
                video = track;
            }
        } else if (audio != track) {
            audio = track;
        }
        return ring.append(frame);
    }

    /** Tells every reader that something may be there. */
    void wakeAll() {
        for (DrainGroup group : groups) {
            group.wake();
        }
    }

    /** Asks whoever writes for a key frame; requests within a second are one. */
    void requestKeyFrame() {
        keyFrameRequest.run();
    }

    Subscription subscribe(ReaderTerms terms, FrameReader reader) {
        Cursor cursor = join(terms, reader);
        wake(cursor);
        return cursor;
    }

    /** The same without telling the reader, which may run on the calling thread: the caller wakes it after it has left its locks. */
    Cursor join(ReaderTerms terms, FrameReader reader) {
        Cursor cursor;
        synchronized (groups) {
            ring.window(Math.max(ring.windowNanos(), terms.windowNanos()));
            cursor = new Cursor(this, startOf(terms), terms, reader);
            groupOf(terms.executor()).cursors().add(cursor);
        }
        CamkitException over = closed;
        if (over != null) {
            cursor.end(over);
        }
        return cursor;
    }

    private long startOf(ReaderTerms terms) {
        From from = terms.from();
        // before the newest key frame is looked up: one that is written in between is not to be passed over
        long head = ring.head();
        return switch (from.start()) {
            case LIVE -> head;
            case KEY_FRAME -> {
                if (terms.kind() == Codec.Kind.AUDIO) {
                    yield head;
                }
                long key = ring.newestKey();
                if (key == Ring.NONE || isStale(key)) {
                    requestKeyFrame();
                }
                yield key == Ring.NONE ? head : key;
            }
            case AGO -> startBefore(clock.nanos() - from.age().toNanos(), terms);
        };
    }

    private boolean isStale(long key) {
        FrameHeader header = ring.header(key);
        return header == null || clock.nanos() - header.captureNanos() > FRESH_NANOS;
    }

    /** The last frame to begin with that was captured before {@code nanos}, or the oldest there is. */
    private long startBefore(long nanos, ReaderTerms terms) {
        long oldest = ring.head();
        for (long number = oldest - 1; number >= Math.max(0, ring.tail()); number--) {
            FrameHeader header = ring.header(number);
            if (header != null && terms.canBeginWith(header)) {
                oldest = number;
                if (header.captureNanos() <= nanos) {
                    break;
                }
            }
        }
        return oldest;
    }

    private DrainGroup groupOf(Executor executor) {
        for (DrainGroup group : groups) {
            if (group.executor().equals(executor)) {
                return group;
            }
        }
        DrainGroup group = new DrainGroup(executor, this::drop);
        groups.add(group);
        return group;
    }

    void wake(Cursor cursor) {
        for (DrainGroup group : groups) {
            if (group.executor().equals(cursor.terms().executor())) {
                group.wake();
                return;
            }
        }
    }

    /** Forgets a reader; the ring keeps no more than the others ask for. */
    void remove(Cursor cursor) {
        synchronized (groups) {
            groups.forEach(group -> group.cursors().remove(cursor));
            groups.removeIf(group -> group.cursors().isEmpty());
            ring.window(
                    cursors().mapToLong(other -> other.terms().windowNanos()).reduce(SHORTEST_WINDOW_NANOS, Math::max));
        }
    }

    private void drop(DrainGroup group, Throwable why) {
        // first of all out of sight: who subscribes from now on gets another group
        synchronized (groups) {
            groups.remove(group);
        }
        LOG.warn(
                "{}: the executor of {} readers takes no more tasks ({}); they are closed",
                label,
                group.cursors().size(),
                why.toString());
        group.cursors().forEach(Cursor::leave);
    }

    void readerFailed(Cursor cursor, Throwable failure) {
        LOG.error("{}: a reader failed and is closed; every other goes on", label, failure);
        cursor.leave();
    }

    private Stream<Cursor> cursors() {
        return groups.stream().flatMap(group -> group.cursors().stream());
    }

    /** Whether somebody reads whose reading counts. */
    boolean isWatched() {
        return cursors().anyMatch(cursor -> cursor.terms().counts());
    }

    int subscribers() {
        return cursors()
                .filter(cursor -> cursor.terms().counts())
                .mapToInt(Cursor::people)
                .sum();
    }

    Map<String, Integer> subscribersByPurpose() {
        return cursors()
                .filter(cursor -> cursor.terms().counts())
                .collect(Collectors.toMap(cursor -> cursor.terms().purpose(), Cursor::people, Integer::sum));
    }

    /** When the newest picture was captured that can be decoded by itself; empty when none is kept. */
    OptionalLong newestKeyNanos() {
        long key = ring.newestKey();
        FrameHeader header = key == Ring.NONE ? null : ring.header(key);
        return header == null ? OptionalLong.empty() : OptionalLong.of(header.captureNanos());
    }

    /** Releases every frame and tells every reader why nothing follows. Returns at once. */
    void close(CamkitException why) {
        synchronized (this) {
            if (closed != null) {
                return;
            }
            closed = why;
            ring.close();
        }
        cursors().forEach(cursor -> cursor.end(why));
    }
}
