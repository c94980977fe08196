package io.camkit.core;

import io.camkit.Camera;
import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Feed;
import io.camkit.FeedStatus;
import io.camkit.Frame;
import io.camkit.State;
import io.camkit.StreamName;
import io.camkit.StreamStatus;
import io.camkit.Track;
import io.camkit.Want;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A started camera: its streams, the feeds derived from them, and its sinks. */
final class LiveCamera implements Camera {
    private static final Logger LOG = LoggerFactory.getLogger(LiveCamera.class);
    private static final Duration STOP_PATIENCE = Duration.ofMillis(1200);

    private final KitParts parts;
    private final String id;
    private final List<CameraStream> streams;
    private final DerivedFeeds derived;
    private final OpenSinks sinks;
    private final Consumer<LiveCamera> onClosed;
    /** Pictures that somebody waits for; the clock may end with the kit before it looks at them again. */
    private final Set<Snapshot> awaited = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /**
     * @param streams main first
     * @param onClosed told once when everything has ended
     */
    LiveCamera(KitParts parts, String id, List<CameraStream> streams, Consumer<LiveCamera> onClosed) {
        this.parts = parts;
        this.id = id;
        this.streams = streams;
        this.derived = new DerivedFeeds(parts, id);
        this.sinks = new OpenSinks(parts, this);
        this.onClosed = onClosed;
    }

    static CamkitException nothingYet(String camera) {
        return new CamkitException(
                "CK-1101",
                "the camera has not sent a frame yet, so nobody knows what it sends",
                camera,
                "ask again when it runs; its state says why it does not",
                Retry.RETRY);
    }

    private CamkitException silent() {
        return new CamkitException(
                "CK-1111",
                "the camera has sent no sound yet",
                id,
                "ask again in a moment, or switch the camera's sound on",
                Retry.RETRY);
    }

    static CamkitException closed(String camera) {
        return new CamkitException(
                "CK-1108", "the camera was closed", camera, "start it again if it is still wanted", Retry.GIVE_UP);
    }

    OpenSinks sinks() {
        return sinks;
    }

    void start() {
        streams.forEach(CameraStream::start);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public State state() {
        return streams.get(0).state();
    }

    @Override
    public List<StreamStatus> streams() {
        return streams.stream().map(CameraStream::status).toList();
    }

    @Override
    public List<FeedStatus> feeds() {
        return derived.status();
    }

    @Override
    public Feed feed(Want want) {
        return feed(want, "program");
    }

    /** @param purpose as {@link FeedStatus} tells it */
    Feed feed(Want want, String purpose) {
        CameraStream stream = stream(want.stream());
        if (closing.get()) {
            throw closed(id);
        }
        Track track = stream.channel().track(want.kind());
        if (track == null) {
            throw stream.channel().tracks().isEmpty() ? nothingYet(id) : silent();
        }
        return PassThroughFeed.fits(track, want)
                ? new PassThroughFeed(stream.channel(), want, purpose)
                : derived.plan(stream, track, want, purpose);
    }

    /** When the newest key frame of a stream was captured; long before everything when there is none. */
    long newestKeyNanos(StreamName name) {
        return stream(name).channel().newestKeyNanos().orElse(Long.MIN_VALUE);
    }

    /** The stream of this name; the main one for a camera without a small one. */
    private CameraStream stream(StreamName name) {
        return streams.stream()
                .filter(stream -> stream.name() == name)
                .findFirst()
                .orElse(streams.get(0));
    }

    @Override
    public CompletionStage<Frame> snapshot(Want want, Duration deadline) {
        var snapshot = new Snapshot(parts, this, want);
        awaited.add(snapshot);
        CompletionStage<Frame> picture = snapshot.take(deadline);
        picture.whenComplete((frame, refusal) -> awaited.remove(snapshot));
        return picture;
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
        return streams.get(0).capability(type);
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            Ending.within(STOP_PATIENCE.multipliedBy(2), closed);
            return;
        }
        sinks.close();
        CamkitException why = closed(id);
        CompletableFuture<Void> ends = CompletableFuture.allOf(
                derived.close(why),
                CompletableFuture.allOf(streams.stream().map(CameraStream::stop).toArray(CompletableFuture<?>[]::new)));
        if (!Ending.within(STOP_PATIENCE, ends)) {
            LOG.error(
                    "CK-1305 camera {}: {} did not end within {} ms of being stopped and is left behind. Mend: report it to its author",
                    id,
                    streams.get(0).status().source(),
                    STOP_PATIENCE.toMillis());
        }
        streams.forEach(stream -> stream.close(why));
        onClosed.accept(this);
        closed.complete(null);
        awaited.forEach(snapshot -> snapshot.refuse(why));
    }
}
