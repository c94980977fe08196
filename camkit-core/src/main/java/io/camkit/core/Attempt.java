package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Credentials;
import io.camkit.Frame;
import io.camkit.Metrics;
import io.camkit.SourceSpec;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceContext;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of one source, and what the source sees of the core.
 *
 * <p>The source's methods are called one after the other on threads that may be lost: a source that hangs in {@code start} never blocks
 * its supervisor.
 */
final class Attempt implements SourceContext {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final KitParts parts;
    private final Supervisor.Subject subject;
    private final FrameIntake intake;
    private final Executor calls;
    private final BiConsumer<Attempt, CamkitException> onEnded;
    private final Consumer<Attempt> onFirstFrame;
    private final BiConsumer<Attempt, CamkitException> onWaiting;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Source source;
    private volatile String transport = "";
    private volatile boolean sawFrame;
    private volatile boolean showed;
    private volatile boolean waiting;
    private volatile long lastSignNanos;
    private volatile long undecodableSinceNanos;
    private volatile boolean stopping;
    private volatile long stopNanos;

    /**
     * @param onEnded told once, on the source's thread
     * @param onFirstFrame told once, on the source's thread
     * @param onWaiting told what it waits for, on the source's thread
     */
    Attempt(
            KitParts parts,
            Supervisor.Subject subject,
            FrameIntake intake,
            BiConsumer<Attempt, CamkitException> onEnded,
            Consumer<Attempt> onFirstFrame,
            BiConsumer<Attempt, CamkitException> onWaiting) {
        this.parts = parts;
        this.subject = subject;
        this.intake = intake;
        this.calls = new SerialExecutor(parts.threads().calls());
        this.onEnded = onEnded;
        this.onFirstFrame = onFirstFrame;
        this.onWaiting = onWaiting;
        this.lastSignNanos = parts.clock().nanos();
        this.undecodableSinceNanos = lastSignNanos;
    }

    /** Opens and starts a source. Returns at once. */
    void start() {
        calls.execute(() -> {
            try {
                Source opened = subject.opener().get();
                source = opened;
                opened.start(this);
            } catch (CamkitException e) {
                ended(e);
            } catch (RuntimeException | Error e) {
                ended(new CamkitException(
                        "CK-1304",
                        "the source failed to start: " + e,
                        "",
                        "report it to its author with the stack trace in the log",
                        CamkitException.Retry.RETRY,
                        e));
            }
        });
    }

    /** Tells the source to end, once it has started. Returns at once. */
    void stop() {
        if (stopping) {
            return;
        }
        stopNanos = parts.clock().nanos();
        stopping = true;
        calls.execute(() -> {
            Source opened = source;
            if (opened == null) {
                return;
            }
            try {
                opened.stop();
            } catch (RuntimeException | Error e) {
                LOG.error("{}: the source failed to stop", subject.label(), e);
            }
        });
    }

    /** Whether it was told to stop longer than {@code nanos} ago. */
    boolean ignoresStop(long nowNanos, long nanos) {
        return stopping && nowNanos - stopNanos > nanos;
    }

    boolean stopping() {
        return stopping;
    }

    /** The newest frame of the kind that is watched, or the camera's word that it still holds, or the start. */
    long lastSignNanos() {
        return lastSignNanos;
    }

    long silentNanos(long nowNanos) {
        return nowNanos - lastSignNanos;
    }

    /** That no frame came until now is not the source's fault. */
    void excuse(long nowNanos) {
        lastSignNanos = nowNanos;
        undecodableSinceNanos = nowNanos;
    }

    /** How long nobody could show anything of it; 0 when it has shown something. */
    long undecodableNanos(long nowNanos) {
        return showed ? 0 : nowNanos - undecodableSinceNanos;
    }

    boolean hasFrames() {
        return sawFrame;
    }

    /** A frame that is watched came at this time. Called by the intake, for frames of this attempt alone. */
    void sawFrame(long nowNanos) {
        lastSignNanos = nowNanos;
        sawFrame = true;
    }

    /** A frame of this attempt that is watched is in the ring. */
    void showed() {
        if (!showed) {
            showed = true;
            onFirstFrame.accept(this);
        }
    }

    String transport() {
        return transport;
    }

    <T> Optional<T> capability(Class<T> type) {
        Source running = source;
        return running == null || ended.get() ? Optional.empty() : running.capability(type);
    }

    @Override
    public String camera() {
        return subject.camera();
    }

    @Override
    public FrameAllocator allocator() {
        return parts.allocator();
    }

    @Override
    public Clock clock() {
        return parts.clock();
    }

    @Override
    public RandomGenerator random() {
        return parts.random();
    }

    @Override
    public Metrics metrics() {
        return parts.metrics();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return parts.services().find(type);
    }

    @Override
    public SourceSpec source(String address, Optional<Credentials> fallback) {
        return parts.plugins().source(SourceAddress.parse(address, fallback));
    }

    @Override
    public void lendThread(Runnable work) {
        parts.threads().lend("camkit-" + subject.camera(), work);
    }

    /** Whether frames can come only after somebody else has acted. */
    boolean waiting() {
        return waiting;
    }

    @Override
    public void waiting(CamkitException why) {
        waiting = true;
        onWaiting.accept(this, why);
    }

    @Override
    public void transport(String description) {
        transport = description;
        if (waiting) {
            excuse(parts.clock().nanos());
            waiting = false;
        }
    }

    @Override
    public void emit(Frame frame) {
        intake.accept(this, frame);
    }

    @Override
    public void unchanged() {
        // an attempt that never shows anything ends for that reason
        lastSignNanos = parts.clock().nanos();
    }

    @Override
    public void ended(CamkitException why) {
        if (ended.compareAndSet(false, true)) {
            intake.shut(this);
            onEnded.accept(this, why);
        }
    }
}
