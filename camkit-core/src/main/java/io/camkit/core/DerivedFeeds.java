package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Feed;
import io.camkit.FeedStatus;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.spi.CodecProvider;
import io.camkit.spi.Derivation;
import io.camkit.spi.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The derived feeds of one camera: made by the first who asks, shared by all whose derivations have the same key. */
final class DerivedFeeds implements DerivedFeed.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(DerivedFeeds.class);

    private final KitParts parts;
    private final String camera;
    private final ByteBudget budget;
    private final Map<Key, DerivedFeed> running = new LinkedHashMap<>();
    private boolean closed;

    private record Key(CameraStream from, String name) {}

    DerivedFeeds(KitParts parts, String camera, ByteBudget budget) {
        this.parts = parts;
        this.camera = camera;
        this.budget = budget;
    }

    /**
     * What {@code want} could be given by working on frames of {@code track}.
     *
     * @throws CamkitException {@code CK-1102} if no codec can
     */
    Feed plan(CameraStream from, Track track, Want want) {
        return new View(from, derive(track, want).key(), want);
    }

    private Derivation derive(Track track, Want want) {
        for (CodecProvider codec : parts.plugins().codecs()) {
            try {
                Optional<Derivation> found = codec.derive(track, want);
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (RuntimeException | LinkageError e) {
                LOG.error("codec {} failed when asked for {} from {}", codec.name(), want, track, e);
            }
        }
        throw new CamkitException(
                "CK-1102",
                "the camera sends " + track + ", wanted is " + wanted(want)
                        + ", and no installed codec makes one from the other",
                camera,
                "ask for " + track.codec()
                        + " as it is, set the camera to what is wanted, or add a codec plugin (camkit-codec-javacv, once it is released)",
                Retry.GIVE_UP);
    }

    private static String wanted(Want want) {
        return want.codecs()
                + (want.maxWidth() > 0 ? " at most " + want.maxWidth() + " wide" : "")
                + (want.maxHeight() > 0 ? " at most " + want.maxHeight() + " high" : "")
                + (want.maxFrameRate() > 0 ? " at most " + want.maxFrameRate() + " fps" : "");
    }

    /** Derives anew for every attempt: by then the camera may send something else. */
    private Source open(CameraStream from, Want want) {
        Track track = from.channel().videoTrack();
        if (track == null) {
            throw LiveCamera.nothingYet(camera);
        }
        return derive(track, want).maker().open(new PassThroughFeed(from.channel(), Want.of(track.codec())));
    }

    private synchronized Subscription subscribe(View view, ReaderTerms terms, FrameReader reader) {
        if (closed) {
            throw LiveCamera.closed(camera);
        }
        Key key = new Key(view.from(), view.key());
        DerivedFeed feed = running.get(key);
        if (feed == null) {
            feed = new DerivedFeed(
                    parts,
                    camera,
                    view.key(),
                    view.from(),
                    view.want(),
                    () -> open(view.from(), view.want()),
                    budget,
                    this);
            running.put(key, feed);
            feed.start();
        }
        return feed.channel().subscribe(terms, reader);
    }

    private synchronized Optional<DerivedFeed> find(View view) {
        return Optional.ofNullable(running.get(new Key(view.from(), view.key())));
    }

    synchronized List<FeedStatus> status() {
        return running.values().stream().map(DerivedFeed::status).toList();
    }

    @Override
    public synchronized void unwanted(DerivedFeed feed) {
        if (feed.channel().subscribers() == 0) {
            end(feed, LiveCamera.closed(camera));
        }
    }

    @Override
    public synchronized void failed(DerivedFeed feed, CamkitException why) {
        end(feed, why);
    }

    private void end(DerivedFeed feed, CamkitException why) {
        if (running.remove(new Key(feed.from(), feed.key()), feed)) {
            feed.stop(why);
        }
    }

    /** Ends all; completes when every codec has ended or was abandoned. */
    synchronized CompletableFuture<Void> close(CamkitException why) {
        closed = true;
        CompletableFuture<?>[] ends =
                running.values().stream().map(feed -> feed.stop(why)).toArray(CompletableFuture<?>[]::new);
        running.clear();
        return CompletableFuture.allOf(ends);
    }

    /** A feed that costs nothing until somebody subscribes. */
    private final class View implements Feed {
        private final CameraStream from;
        private final String key;
        private final Want want;

        View(CameraStream from, String key, Want want) {
            this.from = from;
            this.key = key;
            this.want = want;
        }

        CameraStream from() {
            return from;
        }

        String key() {
            return key;
        }

        Want want() {
            return want;
        }

        @Override
        public List<Track> tracks() {
            return find(this).map(feed -> feed.channel().tracks()).orElse(List.of());
        }

        @Override
        public Subscription subscribe(From start, Executor executor, FrameReader reader) {
            var terms = new ReaderTerms(
                    start,
                    executor,
                    want.maxFrameRate(),
                    // size and rate are the codec's promise, which it may round
                    track -> want.codecs().contains(track.codec()),
                    track -> new CamkitException(
                            "CK-1103",
                            "the codec makes " + track + " now, wanted is " + want.codecs(),
                            camera,
                            "ask the camera for a feed again",
                            Retry.RETRY));
            return DerivedFeeds.this.subscribe(this, terms, reader);
        }

        @Override
        public void requestKeyFrame() {
            find(this).ifPresent(feed -> feed.channel().requestKeyFrame());
        }
    }
}
