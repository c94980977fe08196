package io.camkit.http;

import io.camkit.Camera;
import io.camkit.Codec;
import io.camkit.Cost;
import io.camkit.FeedStatus;
import io.camkit.State;
import io.camkit.StreamStatus;
import io.camkit.Track;
import io.camkit.spi.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A camera as pages see it.
 *
 * @param shown {@code LIVE}, {@code RECONNECTING} or {@code OFFLINE}: what a tile says
 * @param since when its main stream entered that state
 * @param viewers open subscriptions on all streams and feeds, each once: a codec that reads a stream is no viewer
 * @param views what it can be watched by: paths below {@code /cameras/{cam}/}
 */
record CameraView(
        String id,
        String state,
        String shown,
        String since,
        int viewers,
        List<String> views,
        List<StreamView> streams,
        List<FeedView> feeds) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static CameraView of(Camera camera, List<String> views, Instant now) {
        List<StreamStatus> streams = camera.streams();
        List<FeedStatus> feeds = camera.feeds();
        StreamStatus main = streams.get(0);
        int viewers = streams.stream().mapToInt(StreamStatus::subscribers).sum()
                + feeds.stream().mapToInt(FeedStatus::viewers).sum();
        return new CameraView(
                camera.id(),
                main.state().name(),
                shownAs(main.state(), main.since(), now),
                main.since().toString(),
                viewers,
                views,
                streams.stream().map(stream -> StreamView.of(stream, now)).toList(),
                feeds.stream().map(FeedView::of).toList());
    }

    static String shownAs(State state, Instant since, Instant now) {
        return switch (state) {
            case RUNNING -> "LIVE";
            case STARTING, BACKING_OFF ->
                Duration.between(since, now).compareTo(PATIENCE) > 0 ? "OFFLINE" : "RECONNECTING";
            case NEW, STOPPING, STOPPED, FAILED -> "OFFLINE";
        };
    }

    /** One stream. What is not known, or does not apply, is left out. */
    record StreamView(
            String name,
            String state,
            String shown,
            String since,
            String source,
            String transport,
            List<TrackView> tracks,
            double framesPerSecond,
            long bitsPerSecond,
            long framesIn,
            long reconnects,
            int viewers,
            @Nullable Long lastFrameAgeMillis,
            @Nullable Double retryInSeconds,
            @Nullable ErrorView error) {
        static StreamView of(StreamStatus stream, Instant now) {
            return new StreamView(
                    stream.name().name().toLowerCase(Locale.ROOT),
                    stream.state().name(),
                    shownAs(stream.state(), stream.since(), now),
                    stream.since().toString(),
                    stream.source(),
                    stream.transport(),
                    stream.tracks().stream().map(TrackView::of).toList(),
                    tenths(stream.framesPerSecond()),
                    stream.bitsPerSecond(),
                    stream.framesIn(),
                    stream.reconnects(),
                    stream.subscribers(),
                    stream.lastFrameAge().map(Duration::toMillis).orElse(null),
                    stream.retryIn()
                            .map(wait -> tenths(wait.toMillis() / 1000.0))
                            .orElse(null),
                    stream.error().map(ErrorView::of).orElse(null));
        }

        private static double tenths(double value) {
            return Math.round(value * 10) / 10.0;
        }
    }

    /** One lane. Pictures have a size, sound has channels. */
    record TrackView(
            String codec,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Double framesPerSecond,
            @Nullable Integer sampleRate,
            @Nullable Integer channels) {
        static TrackView of(Track track) {
            if (track.kind() == Codec.Kind.AUDIO) {
                return new TrackView(track.codec().name(), null, null, null, track.clockRate(), track.channels());
            }
            Double rate = track.frameRate() > 0 ? (Double) track.frameRate() : null;
            return new TrackView(track.codec().name(), track.width(), track.height(), rate, null, null);
        }
    }

    /**
     * One derived feed. What is not known is left out.
     *
     * @param purposes open subscriptions by what they are for
     */
    record FeedView(
            String key,
            String stream,
            String state,
            int viewers,
            Map<String, Integer> purposes,
            @Nullable Double cpuSeconds,
            @Nullable Long residentBytes,
            long restarts,
            @Nullable ErrorView error) {
        static FeedView of(FeedStatus feed) {
            return new FeedView(
                    feed.key(),
                    feed.stream().name().toLowerCase(Locale.ROOT),
                    feed.state().name(),
                    feed.viewers(),
                    new TreeMap<>(feed.subscribers()),
                    feed.cost().map(cost -> cost.cpuTime().toMillis() / 1000.0).orElse(null),
                    feed.cost().map(Cost::residentBytes).orElse(null),
                    feed.restarts(),
                    feed.error().map(ErrorView::of).orElse(null));
        }
    }
}
