package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Cost;
import io.camkit.FeedStatus;
import io.camkit.KeyFrames;
import io.camkit.Metrics;
import io.camkit.State;
import io.camkit.Track;
import io.camkit.spi.Metered;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A channel that a codec writes: supervised like any source, and ended some seconds after the last reader left. */
final class DerivedFeed {
    private static final Logger LOG = LoggerFactory.getLogger(DerivedFeed.class);
    private static final long LINGER_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long METERING_NANOS = Duration.ofSeconds(1).toNanos();
    /** A camera that stands still is noticed as such, before its codecs are suspected. */
    private static final long LATER_THAN_CAMERA_NANOS = Duration.ofSeconds(1).toNanos();

    private static final double FRAMES_BEFORE_STALL = 3;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Told what becomes of the feed; any thread. */
    interface Owner {
        /** Nobody has been reading for a while. */
        void unwanted(DerivedFeed feed);

        /** The camera sends something else since. */
        void outdated(DerivedFeed feed);

        /** It ended, and starting it again would not help. */
        void failed(DerivedFeed feed, CamkitException why);
    }

    private final Wish wish;
    private final Owner owner;
    private final KitParts parts;
    private final Channel channel;
    private final Supervisor supervisor;
    private final Metrics.Counter restarts;
    private final CostMeter cost = new CostMeter();
    private final AtomicBoolean metering = new AtomicBoolean();
    private final Sweep.Watched watch = this::check;
    private volatile long unwantedSinceNanos;
    private volatile long meteredNanos;
    private volatile @Nullable Track madeFrom;

    DerivedFeed(KitParts parts, String camera, Wish wish, Supplier<Source> opener, ByteBudget budget, Owner owner) {
        this.parts = parts;
        this.wish = wish;
        this.owner = owner;
        Codec.Kind kind = wish.want().kind();
        String label = "camera " + camera + " (" + wish.key() + ")";
        var requests = new KeyFrameRequests(parts.clock(), parts.threads().calls(), this::forwardKeyFrameRequest);
        var labels = Labels.derived(camera);
        channel = new Channel(
                label,
                parts.clock(),
                List.of(budget, parts.budget()),
                new SkipCounters(parts.metrics(), labels),
                requests::request);
        var intake = new FrameIntake(
                channel,
                kind,
                parts.clock(),
                parts.metrics(),
                labels,
                new OversizedGroups(label, parts, labels, budget)::groupNotKept);
        supervisor = new Supervisor(
                parts,
                new Supervisor.Subject(
                        camera,
                        label,
                        input(),
                        opener,
                        kind,
                        stallAfter(),
                        "nothing, the codec is started again; if it happens often, report it with the lines before in the log",
                        lastSign -> wish.from().cameAfter(kind, lastSign)),
                BackOff.firstAtOnce(parts.random()),
                intake,
                this::changed);
        restarts = parts.metrics()
                .counter(
                        "camkit_derived_restarts_total", "Codecs that were started in place of one that ended", labels);
        unwantedSinceNanos = parts.clock().nanos();
        meteredNanos = unwantedSinceNanos;
        madeFrom = inputNow();
    }

    private String input() {
        return "the " + wish.from().name().name().toLowerCase(Locale.ROOT) + " stream";
    }

    private Duration stallAfter() {
        double rate = wish.want().maxFrameRate();
        long fewFrames = rate == 0 ? 0 : (long) (FRAMES_BEFORE_STALL / rate * NANOS_PER_SECOND);
        long camera = wish.from().stallAfter().toNanos();
        return Duration.ofNanos(Math.max(camera, fewFrames) + LATER_THAN_CAMERA_NANOS);
    }

    private void changed(State before, State now, @Nullable CamkitException why) {
        if (now == State.STARTING && supervisor.standing().attempts() > 1) {
            restarts.add(1);
        }
        if (now == State.FAILED && why != null) {
            // it will not mend itself, and whoever asks again in a while has it tried again
            owner.failed(this, why);
        }
    }

    private void forwardKeyFrameRequest() {
        wish.from().channel().requestKeyFrame();
        supervisor.capability(KeyFrames.class).ifPresent(KeyFrames::request);
    }

    private void check(long nowNanos) {
        if (channel.isWatched()) {
            unwantedSinceNanos = nowNanos;
        } else if (nowNanos - unwantedSinceNanos >= LINGER_NANOS) {
            owner.unwanted(this);
            return;
        }
        Track now = inputNow();
        if (now != madeFrom) {
            madeFrom = now;
            parts.threads().calls().execute(() -> owner.outdated(this));
        }
        if (nowNanos - meteredNanos >= METERING_NANOS && metering.compareAndSet(false, true)) {
            meteredNanos = nowNanos;
            parts.threads().calls().execute(this::meter);
        }
    }

    private void meter() {
        try {
            cost.note(supervisor.capability(Metered.class).map(Metered::cost));
            metering.set(false);
        } catch (RuntimeException | Error e) {
            LOG.error("{}: the codec failed when asked what it costs, and is not asked again", wish.key(), e);
        }
    }

    /** What the camera sends. */
    @Nullable
    Track inputNow() {
        return wish.from().channel().track(wish.want().kind());
    }

    Wish wish() {
        return wish;
    }

    Channel channel() {
        return channel;
    }

    /** What the camera sent when it was made, or looked at again. */
    @Nullable
    Track madeFrom() {
        return madeFrom;
    }

    Optional<Cost> cost() {
        return cost.total();
    }

    FeedStatus status() {
        Standing standing = supervisor.standing();
        return new FeedStatus(
                wish.key(),
                wish.from().name(),
                standing.state(),
                channel.subscribersByPurpose(),
                cost(),
                Math.max(0, standing.attempts() - 1),
                Optional.ofNullable(standing.error()));
    }

    void start() {
        parts.sweep().add(watch);
        supervisor.start();
    }

    /** Ends the codec; completes when it has ended or was abandoned. */
    CompletableFuture<Void> stop(CamkitException why) {
        parts.sweep().remove(watch);
        CompletableFuture<Void> stopped = supervisor.stop();
        channel.close(why);
        return stopped;
    }
}
