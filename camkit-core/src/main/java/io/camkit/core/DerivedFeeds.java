package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Cost;
import io.camkit.Feed;
import io.camkit.FeedStatus;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.State;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.spi.CodecProvider;
import io.camkit.spi.Derivation;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The derived feeds of one camera: made by the first who asks, shared by all whose derivations have the same key. */
final class DerivedFeeds implements DerivedFeed.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(DerivedFeeds.class);
    /** How long who asks again is told that it failed, instead of having it tried once more. */
    private static final long FAILURE_NANOS = Duration.ofSeconds(15).toNanos();

    /** Each may be a child process, and whoever may watch can ask for sizes and rates without end. */
    private static final int MOST_FEEDS = 8;

    /** What is derived of a camera may hold a half more than what it sends, and takes nothing of that. */
    private static final int SHARE = 2;

    private static final double NANOS_PER_SECOND = 1e9;

    private final KitParts parts;
    private final String camera;
    private final ByteBudget budget;
    private final Map<Wish.Target, DerivedFeed> running = new LinkedHashMap<>();
    private final Map<Wish.Target, Failure> failures = new LinkedHashMap<>();
    private Duration endedCpuTime = Duration.ZERO;
    private boolean closed;

    /** @param from what the camera sent; with something else it may work */
    private record Failure(
            DerivedFeed feed, CamkitException why, @Nullable Track from, long atNanos) {
        boolean isOver(long nowNanos) {
            return nowNanos - atNanos >= FAILURE_NANOS || from != feed.inputNow();
        }

        FeedStatus status() {
            FeedStatus last = feed.status();
            Optional<Cost> cost = last.cost().map(known -> new Cost(known.cpuTime(), 0));
            return new FeedStatus(
                    last.key(), last.stream(), State.FAILED, Map.of(), cost, last.restarts(), Optional.of(why));
        }
    }

    DerivedFeeds(KitParts parts, String camera) {
        this.parts = parts;
        this.camera = camera;
        this.budget = new ByteBudget(parts.maxCameraBytes() / SHARE);
    }

    /**
     * What {@code want} could be given by working on frames of {@code track}.
     *
     * @param purpose what for, as {@link FeedStatus} tells it
     * @throws CamkitException {@code CK-1102} if no codec can, {@code CK-1112} if too much else is derived right now, a codec's own
     *     refusal, or why it failed a moment ago
     */
    Feed plan(CameraStream from, Track track, Want want, String purpose) {
        var wish = new Wish(new Wish.Target(from, derive(track, want).key()), want);
        failure(wish).ifPresent(failure -> {
            throw failure.why();
        });
        requireRoom(wish);
        return new View(wish, purpose);
    }

    private Derivation derive(Track track, Want want) {
        CamkitException refusal = null;
        for (CodecProvider codec : parts.plugins().codecs()) {
            try {
                Optional<Derivation> found = codec.derive(track, want);
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (CamkitException e) {
                refusal = refusal == null ? e : refusal;
            } catch (RuntimeException | LinkageError e) {
                LOG.error("codec {} failed when asked for {} from {}", codec.name(), want, track, e);
            }
        }
        throw refusal != null ? refusal : impossible(track, want);
    }

    private CamkitException impossible(Track track, Want want) {
        return new CamkitException(
                "CK-1102",
                "the camera sends " + track + ", wanted is " + wanted(want)
                        + ", and no installed codec makes one from the other",
                camera,
                "add a codec that does (io.camkit:camkit-codec-javacv), ask for " + track.codec()
                        + " as it is, or set the camera to what is wanted",
                Retry.GIVE_UP);
    }

    private static String wanted(Want want) {
        return want.codecs()
                + (want.maxWidth() > 0 ? " at most " + want.maxWidth() + " wide" : "")
                + (want.maxHeight() > 0 ? " at most " + want.maxHeight() + " high" : "")
                + (want.maxFrameRate() > 0 ? " at most " + want.maxFrameRate() + " fps" : "");
    }

    /** Derives anew: by now the camera may send something else. */
    private Source open(Wish wish) {
        Track track = currentTrack(wish);
        return derivationNow(track, wish)
                .maker()
                .open(new PassThroughFeed(wish.from().channel(), Want.of(track.codec()), ""));
    }

    private Track currentTrack(Wish wish) {
        Track track = wish.from().channel().track(wish.want().kind());
        if (track == null) {
            throw LiveCamera.nothingYet(camera);
        }
        return track;
    }

    /** @throws CamkitException {@code CK-1103} if another feed, or none, is the answer to this wish today */
    private Derivation derivationNow(Track track, Wish wish) {
        Optional<Derivation> same = PassThroughFeed.fits(track, wish.want())
                ? Optional.empty()
                : Optional.of(derive(track, wish.want()))
                        .filter(found -> found.key().equals(wish.key()));
        return same.orElseThrow(() -> changed("the camera sends " + track + " now", wish));
    }

    private CamkitException changed(String what, Wish wish) {
        return new CamkitException(
                "CK-1103",
                what + ", wanted is " + wanted(wish.want()),
                camera,
                "ask the camera for a feed again",
                Retry.RETRY);
    }

    private Subscription subscribe(Wish wish, ReaderTerms terms, FrameReader reader) {
        Channel channel;
        Cursor cursor;
        synchronized (this) {
            channel = feedOf(wish).channel();
            cursor = channel.join(terms, reader);
        }
        channel.wake(cursor);
        return cursor;
    }

    /** Call with the lock held. */
    private DerivedFeed feedOf(Wish wish) {
        if (closed) {
            throw LiveCamera.closed(camera);
        }
        DerivedFeed feed = running.get(wish.target());
        if (feed == null) {
            takeRoom();
            feed = new DerivedFeed(parts, camera, wish, () -> open(wish), budget, this);
            running.put(wish.target(), feed);
            failures.remove(wish.target());
            registerGauges();
            feed.start();
        }
        return feed;
    }

    private synchronized void requireRoom(Wish wish) {
        boolean full = running.size() >= MOST_FEEDS || parts.feedRoom().isFull();
        if (full && !running.containsKey(wish.target()) && idle().isEmpty()) {
            throw full();
        }
    }

    /** What nobody reads any more does not linger when there is no room. */
    private void takeRoom() {
        if (running.size() >= MOST_FEEDS || !parts.feedRoom().enter()) {
            end(idle().orElseThrow(this::full), LiveCamera.closed(camera));
            if (!parts.feedRoom().enter()) {
                throw full(); // another camera was quicker
            }
        }
    }

    private Optional<DerivedFeed> idle() {
        return running.values().stream()
                .filter(feed -> !feed.channel().isWatched())
                .findFirst();
    }

    private CamkitException full() {
        boolean own = running.size() >= MOST_FEEDS;
        return new CamkitException(
                "CK-1112",
                own
                        ? MOST_FEEDS
                                + " formats are made of the camera's pictures and sound right now, and no more can be"
                        : FeedRoom.MOST + " formats are made of all cameras together right now, and no more can be",
                camera,
                own
                        ? "ask for one of those, or ask again when another viewer has left"
                        : "ask for what is made already, or ask again when another viewer has left",
                Retry.RETRY);
    }

    private void registerGauges() {
        Map<String, String> labels = Labels.derived(camera);
        parts.metrics()
                .gauge("camkit_derived_feeds", "Feeds that a codec makes right now", labels, () -> feeds().size());
        parts.metrics()
                .gauge(
                        "camkit_subscribers",
                        "Open subscriptions",
                        labels,
                        () -> feeds().stream()
                                .mapToInt(feed -> feed.channel().subscribers())
                                .sum());
        parts.metrics()
                .gauge(
                        "camkit_derived_cpu_seconds",
                        "Processor time of codecs' child processes until now",
                        labels,
                        () -> cpuTime().toNanos() / NANOS_PER_SECOND);
        parts.metrics()
                .gauge(
                        "camkit_derived_resident_bytes",
                        "Memory of codecs' child processes",
                        labels,
                        () -> feeds().stream()
                                .flatMap(feed -> feed.cost().stream())
                                .mapToLong(Cost::residentBytes)
                                .sum());
    }

    private synchronized List<DerivedFeed> feeds() {
        return List.copyOf(running.values());
    }

    private synchronized Duration cpuTime() {
        return running.values().stream().map(DerivedFeeds::cpuTime).reduce(endedCpuTime, Duration::plus);
    }

    private static Duration cpuTime(DerivedFeed feed) {
        return feed.cost().map(Cost::cpuTime).orElse(Duration.ZERO);
    }

    private synchronized Optional<DerivedFeed> find(Wish wish) {
        return Optional.ofNullable(running.get(wish.target()));
    }

    private synchronized Optional<Failure> failure(Wish wish) {
        forgetOldFailures();
        return Optional.ofNullable(failures.get(wish.target()));
    }

    private void forgetOldFailures() {
        long now = parts.clock().nanos();
        failures.values().removeIf(failure -> failure.isOver(now));
    }

    synchronized List<FeedStatus> status() {
        forgetOldFailures();
        return Stream.concat(
                        running.values().stream().map(DerivedFeed::status),
                        failures.values().stream().map(Failure::status))
                .toList();
    }

    @Override
    public synchronized void unwanted(DerivedFeed feed) {
        if (!feed.channel().isWatched()) {
            end(feed, LiveCamera.closed(camera));
        }
    }

    @Override
    public void outdated(DerivedFeed feed) {
        try {
            derivationNow(currentTrack(feed.wish()), feed.wish());
        } catch (CamkitException e) {
            end(feed, e);
        }
    }

    @Override
    public synchronized void failed(DerivedFeed feed, CamkitException why) {
        if (end(feed, why)) {
            failures.put(
                    feed.wish().target(),
                    new Failure(feed, why, feed.madeFrom(), parts.clock().nanos()));
        }
    }

    private synchronized boolean end(DerivedFeed feed, CamkitException why) {
        boolean ends = running.remove(feed.wish().target(), feed);
        if (ends) {
            parts.feedRoom().leave();
            endedCpuTime = endedCpuTime.plus(cpuTime(feed));
            feed.stop(why);
        }
        return ends;
    }

    /** Ends all; completes when every codec has ended or was abandoned. */
    synchronized CompletableFuture<Void> close(CamkitException why) {
        closed = true;
        running.values().forEach(feed -> parts.feedRoom().leave());
        CompletableFuture<?>[] ends =
                running.values().stream().map(feed -> feed.stop(why)).toArray(CompletableFuture<?>[]::new);
        running.clear();
        return CompletableFuture.allOf(ends);
    }

    /** A feed that costs nothing until somebody subscribes. */
    private final class View implements Feed {
        private final Wish wish;
        private final String purpose;

        View(Wish wish, String purpose) {
            this.wish = wish;
            this.purpose = purpose;
        }

        @Override
        public List<Track> tracks() {
            return find(wish).map(feed -> feed.channel().tracks()).orElse(List.of());
        }

        @Override
        public Subscription subscribe(From start, Executor executor, FrameReader reader) {
            Want want = wish.want();
            var terms = new ReaderTerms(
                    purpose,
                    want.kind(),
                    start,
                    executor,
                    want.maxFrameRate(),
                    // size and rate are the codec's promise, which it may round
                    track -> want.codecs().contains(track.codec()),
                    track -> changed("the codec makes " + track + " now", wish));
            return DerivedFeeds.this.subscribe(wish, terms, reader);
        }

        @Override
        public void requestKeyFrame() {
            find(wish).ifPresent(feed -> feed.channel().requestKeyFrame());
        }
    }
}
