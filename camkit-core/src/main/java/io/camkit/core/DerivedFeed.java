package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.FeedStatus;
import io.camkit.KeyFrames;
import io.camkit.State;
import io.camkit.Want;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A channel that a codec writes: supervised like any source, and ended some seconds after the last reader left. */
final class DerivedFeed {
    private static final long LINGER_NANOS = Duration.ofSeconds(5).toNanos();
    private static final double FRAMES_BEFORE_STALL = 3;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Told what becomes of the feed; any thread. */
    interface Owner {
        /** Nobody has been reading for a while. */
        void unwanted(DerivedFeed feed);

        /** It ended for good. */
        void failed(DerivedFeed feed, CamkitException why);
    }

    private final String key;
    private final CameraStream from;
    private final Owner owner;
    private final KitParts parts;
    private final Channel channel;
    private final Supervisor supervisor;
    private final Sweep.Watched demand = this::checkDemand;
    private volatile long unwantedSinceNanos;

    DerivedFeed(
            KitParts parts,
            String camera,
            String key,
            CameraStream from,
            Want want,
            Supplier<Source> opener,
            ByteBudget budget,
            Owner owner) {
        this.parts = parts;
        this.key = key;
        this.from = from;
        this.owner = owner;
        String label = "camera " + camera + " (" + key + ")";
        var requests = new KeyFrameRequests(parts.clock(), parts.threads().calls(), this::forwardKeyFrameRequest);
        channel = new Channel(label, parts.clock(), List.of(budget, parts.budget()), from.skips(), requests::request);
        var labels = Labels.derived(camera);
        var intake = new FrameIntake(
                channel,
                parts.clock(),
                parts.metrics(),
                labels,
                new OversizedGroups(label, parts, labels, budget)::groupNotKept);
        Duration stallAfter = Duration.ofNanos(Math.max(
                from.stallAfter().toNanos(),
                want.maxFrameRate() == 0 ? 0 : (long) (FRAMES_BEFORE_STALL / want.maxFrameRate() * NANOS_PER_SECOND)));
        supervisor = new Supervisor(
                parts,
                new Supervisor.Subject(camera, label, key, opener, stallAfter, () -> from.state() == State.RUNNING),
                intake,
                this::changed);
        unwantedSinceNanos = parts.clock().nanos();
    }

    private void changed(State before, State now, @Nullable CamkitException why) {
        if (now == State.FAILED && why != null) {
            owner.failed(this, why);
        }
    }

    private void forwardKeyFrameRequest() {
        supervisor
                .capability(KeyFrames.class)
                .ifPresentOrElse(KeyFrames::request, () -> from.channel().requestKeyFrame());
    }

    private void checkDemand(long nowNanos) {
        if (channel.subscribers() > 0) {
            unwantedSinceNanos = nowNanos;
        } else if (nowNanos - unwantedSinceNanos >= LINGER_NANOS) {
            owner.unwanted(this);
        }
    }

    String key() {
        return key;
    }

    CameraStream from() {
        return from;
    }

    Channel channel() {
        return channel;
    }

    FeedStatus status() {
        return new FeedStatus(key, from.name(), supervisor.standing().state(), channel.subscribers());
    }

    void start() {
        parts.sweep().add(demand);
        supervisor.start();
    }

    /** Ends the codec; completes when it has ended or was abandoned. */
    CompletableFuture<Void> stop(CamkitException why) {
        parts.sweep().remove(demand);
        CompletableFuture<Void> stopped = supervisor.stop();
        channel.close(why);
        return stopped;
    }
}
