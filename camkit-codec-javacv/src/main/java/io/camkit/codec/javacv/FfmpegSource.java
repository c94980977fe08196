package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.net.Resolver;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.camkit.spi.Step;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One attempt to read an input, on a thread lent by the core: it waits for FFmpeg, and stopping ends FFmpeg, or the wait for it. */
final class FfmpegSource implements Source {
    /** Until the first picture. From there on the core watches. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What the other side may take to hear that we leave. */
    private static final Duration GRACE = Duration.ofMillis(30);

    private final Ffmpeg spec;
    private final Ordering ordering;
    private final VideoDevices devices;
    private final InputFaults faults;
    private boolean stopped;
    private @Nullable CompletableFuture<InputOrder> looking;
    private @Nullable Reading reading;
    private volatile @Nullable Clock clock;
    private volatile @Nullable CamkitException overdue;

    FfmpegSource(Ffmpeg spec, Ordering ordering, VideoDevices devices) {
        this.spec = spec;
        this.ordering = ordering;
        this.devices = devices;
        this.faults = spec.faults();
    }

    @Override
    public void start(SourceContext context) {
        context.lendThread(() -> context.ended(run(context)));
    }

    private CamkitException run(SourceContext context) {
        try {
            Natives.here().require();
            InputOrder order = order(context);
            context.reached(Step.RESOLVED);
            context.transport("FFmpeg, " + spec.kind().name());
            return begin(order, context) ? read(context) : faults.stopped();
        } catch (InputFailure e) {
            return end(faults.of(spec.kind(), e));
        } catch (InterruptedException e) {
            return end(faults.stopped());
        } catch (CamkitException e) {
            return end(e);
        } catch (RuntimeException | Error e) {
            // an error too: a missing class or a full heap is this attempt's end, and the core has to hear of it
            return faults.defect(e);
        }
    }

    /** Looks the host up on another thread, for a server of names that does not answer holds whoever asks, whatever happens. */
    private InputOrder order(SourceContext context) throws InterruptedException {
        CompletableFuture<InputOrder> order = new CompletableFuture<>();
        beginLooking(order);
        context.lendThread(() -> look(Resolver.of(context), order));
        Clock.Cancellable deadline = context.clock()
                .schedule(PATIENCE, () -> order.completeExceptionally(faults.notOpened(PATIENCE.toSeconds())));
        try {
            return order.get();
        } catch (CancellationException e) {
            throw faults.stopped();
        } catch (ExecutionException e) {
            throw asItWas(e);
        } finally {
            deadline.cancel();
        }
    }

    private static RuntimeException asItWas(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e);
    }

    private void look(Resolver resolver, CompletableFuture<InputOrder> order) {
        try {
            order.complete(ordering.order(resolver, devices));
        } catch (RuntimeException | Error e) {
            order.completeExceptionally(e);
        }
    }

    private synchronized void beginLooking(CompletableFuture<InputOrder> order) {
        looking = order;
        if (stopped) {
            order.cancel(false);
        }
    }

    /** What we have ended ourselves ends because of that, whatever it says. */
    private CamkitException end(CamkitException told) {
        CamkitException late = overdue;
        return wasStopped() ? faults.stopped() : late != null ? late : told;
    }

    /** False if it was stopped before. */
    private synchronized boolean begin(InputOrder order, SourceContext context) {
        if (!stopped) {
            reading = spec.isInline()
                    ? inline(order, context)
                    : new ChildReading(order, spec.kind().onNetwork(), context);
            clock = context.clock();
        }
        return !stopped;
    }

    private static Reading inline(InputOrder order, SourceContext context) {
        Demuxer.load();
        BoundedLog log = BoundedLog.ofInput("inputs in this JVM", context.clock());
        FfmpegLog.readBy(log);
        return new InlineReading(new Demuxer(order), log::opened, context);
    }

    private CamkitException read(SourceContext context) throws InputFailure, InterruptedException {
        Reading begun = begun();
        @Nullable Pace pace = spec.kind().paced() ? new Pace(context, begun::next) : null;
        Lanes lanes = new Lanes(context, faults, pace);
        Clock.Cancellable deadline = context.clock().schedule(PATIENCE, () -> giveUp(lanes, begun));
        try {
            begun.run(lanes);
            return faults.over();
        } finally {
            deadline.cancel();
            if (pace != null) {
                pace.close();
            }
            lanes.close();
        }
    }

    private synchronized Reading begun() {
        if (reading == null) {
            throw new IllegalStateException("not begun");
        }
        return reading;
    }

    private void giveUp(Lanes lanes, Reading begun) {
        if (!lanes.shown()) {
            overdue = lanes.overdue(PATIENCE.toSeconds());
            end(begun);
        }
    }

    private synchronized boolean wasStopped() {
        return stopped;
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        if (looking != null) {
            looking.cancel(false);
        }
        if (reading != null) {
            end(reading);
        }
    }

    /** In good order if that can be done in time. */
    private void end(Reading begun) {
        begun.cancel();
        Clock kit = clock;
        if (kit != null) {
            kit.schedule(GRACE, begun::abandon);
        }
    }
}
