package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Event;
import io.camkit.KeyFrames;
import io.camkit.Metrics;
import io.camkit.SourceSpec;
import io.camkit.State;
import io.camkit.StreamName;
import io.camkit.StreamStatus;
import io.camkit.spi.Nullable;
import io.camkit.spi.Processor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One stream of a camera: a supervised source, what works on its frames, and the channel that everybody reads. */
final class CameraStream {
    private final KitParts parts;
    private final String camera;
    private final StreamName name;
    private final String address;
    private final Channel raw;
    private final Channel channel;
    private final FrameIntake intake;
    private final Supervisor supervisor;
    private final Duration stallAfter;
    private final KeyFrameRequests keyFrames;
    private final Metrics.Counter reconnects;
    private final RateMeter meter = new RateMeter();
    private final Sweep.Watched metering;

    CameraStream(
            KitParts parts,
            String camera,
            StreamName name,
            SourceSpec source,
            List<Processor> processors,
            Duration stallAfter,
            ByteBudget budget) {
        this.parts = parts;
        this.camera = camera;
        this.name = name;
        this.address = source.describe();
        this.stallAfter = stallAfter;
        Map<String, String> labels = Labels.of(camera, name);
        var skips = new SkipCounters(parts.metrics(), labels);
        keyFrames = new KeyFrameRequests(parts.clock(), parts.threads().calls(), this::forwardKeyFrameRequest);
        List<ByteBudget> budgets = List.of(budget, parts.budget());
        channel = new Channel(label(), parts.clock(), budgets, skips, keyFrames::request);
        raw = processors.isEmpty() ? channel : new Channel(label(), parts.clock(), budgets, skips, keyFrames::request);
        if (!processors.isEmpty()) {
            new ProcessorChain(label(), processors, channel, raw, parts, labels).start();
        }
        intake = new FrameIntake(
                raw,
                Codec.Kind.VIDEO,
                parts.clock(),
                parts.metrics(),
                labels,
                new OversizedGroups(label(), parts, labels, budget)::groupNotKept);
        reconnects = parts.metrics()
                .counter("camkit_reconnects_total", "Attempts to reach the source after the first", labels);
        supervisor = new Supervisor(
                parts,
                new Supervisor.Subject(
                        camera,
                        label(),
                        address,
                        source::open,
                        Codec.Kind.VIDEO,
                        stallAfter,
                        "check that the camera is still sending; a time-lapse needs a longer `stallSeconds` (in code: `stallAfter`)",
                        lastSign -> true),
                new BackOff(parts.random()),
                intake,
                this::changed);
        metering = now -> meter.note(now, intake.videoFrames(), intake.bytesIn());
        registerGauges(labels);
    }

    private void registerGauges(Map<String, String> labels) {
        Metrics metrics = parts.metrics();
        metrics.gauge(
                "camkit_ring_bytes",
                "Bytes of frames that are kept",
                labels,
                () -> channel.ring().bytes());
        metrics.gauge("camkit_subscribers", "Open subscriptions", labels, channel::subscribers);
        metrics.gauge(
                "camkit_stream_up", "1 while frames arrive, else 0", labels, () -> state() == State.RUNNING ? 1 : 0);
    }

    private String label() {
        return "camera " + camera + (name == StreamName.MAIN ? "" : " (sub)");
    }

    private void changed(State from, State to, @Nullable CamkitException why) {
        if (to == State.STARTING && supervisor.standing().attempts() > 1) {
            reconnects.add(1);
        }
        parts.events().add(new Event.StateChanged(parts.clock().now(), camera, name, from, to, why));
    }

    private void forwardKeyFrameRequest() {
        supervisor.capability(KeyFrames.class).ifPresent(KeyFrames::request);
    }

    StreamName name() {
        return name;
    }

    Channel channel() {
        return channel;
    }

    /** How long it may go without a picture. */
    Duration stallAfter() {
        return stallAfter;
    }

    State state() {
        return supervisor.standing().state();
    }

    /** Whether a frame of this kind came after this time, from a camera that is there. */
    boolean cameAfter(Codec.Kind kind, long nanos) {
        return state() == State.RUNNING && intake.newestNanos(kind) > nanos;
    }

    <T> Optional<T> capability(Class<T> type) {
        return supervisor.capability(type);
    }

    void start() {
        parts.sweep().add(metering);
        supervisor.start();
    }

    /** Ends the source; completes when it has ended or was abandoned. */
    CompletableFuture<Void> stop() {
        return supervisor.stop();
    }

    /** Gives up all frames and tells the readers why. */
    void close(CamkitException why) {
        parts.sweep().remove(metering);
        raw.close(why);
        channel.close(why);
    }

    StreamStatus status() {
        Standing standing = supervisor.standing();
        RateMeter.Rate rate = meter.rate();
        long now = parts.clock().nanos();
        return new StreamStatus(
                name,
                address,
                standing.state(),
                standing.since(),
                supervisor.transport(),
                channel.tracks(),
                rate.framesPerSecond(),
                rate.bitsPerSecond(),
                intake.lastVideoAge(now),
                standing.state() == State.BACKING_OFF
                        ? Optional.of(Duration.ofNanos(Math.max(0, standing.retryAtNanos() - now)))
                        : Optional.empty(),
                Optional.ofNullable(standing.error()),
                intake.framesIn(),
                reconnects.value(),
                channel.subscribers());
    }
}
