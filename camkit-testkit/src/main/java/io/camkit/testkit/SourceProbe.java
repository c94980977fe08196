package io.camkit.testkit;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Credentials;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Metrics;
import io.camkit.SourceSpec;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Nullable;
import io.camkit.spi.ServiceProvider;
import io.camkit.spi.Source;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceContext;
import io.camkit.spi.SourceProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Runs one source without a kit and watches that it keeps its contract: the rules of {@link Source} and {@link SourceContext}, of the
 * frames themselves, and that nothing is left behind. {@link #close()} fails if a rule was broken.
 *
 * <p>The source's time is a {@link ManualClock} that goes on while somebody waits here: at about the pace of the wall when frames are
 * awaited, and much faster in {@link #awaitEnd}, so that the test of a deadline does not last as long as the deadline.
 *
 * <p>Services, for example event loops, come from the providers on the class path and are closed with the probe.
 *
 * <p><b>Threading.</b> The awaiting methods are for one thread; the source may use any.
 */
public final class SourceProbe implements SourceContext, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PACE = Duration.ofMillis(5);
    private static final Duration HURRY = Duration.ofMillis(200);
    private static final Duration REACTION = Duration.ofSeconds(5);

    private final ManualClock clock = new ManualClock();
    private final CountedMetrics metrics = new CountedMetrics();
    private final ProbeThreads threads;
    private final Map<Class<?>, AutoCloseable> services = new LinkedHashMap<>();
    private final Map<Class<?>, Object> provided = new LinkedHashMap<>();
    private final StreamRules rules = new StreamRules();
    private final Semaphore news = new Semaphore(0);
    private final AtomicInteger emitting = new AtomicInteger();
    private final List<String> broken = new ArrayList<>();
    private final List<FrameHeader> received = new ArrayList<>();
    private final RandomGenerator random = new SplittableRandom(1);
    private final FrameAllocator allocator;
    /** What a source may take to end, on the wall, and its threads after it. */
    private final Duration reaction;

    private Consumer<Frame> borrower = frame -> {};
    private String transport = "";
    private int unchanged;
    private @Nullable CamkitException end;
    private @Nullable Source source;

    private SourceProbe(FrameAllocator allocator, Duration reaction) {
        this.allocator = allocator;
        this.reaction = reaction;
        this.threads = new ProbeThreads("probe", reaction);
    }

    static SourceProbe reactingWithin(Duration reaction, FrameLeaks leaks) {
        return new SourceProbe(leaks.allocator(), reaction);
    }

    /** A probe that gives its source {@code leaks}' memory. */
    public static SourceProbe over(FrameLeaks leaks) {
        return new SourceProbe(leaks.allocator(), REACTION);
    }

    /** A probe with other memory. */
    public static SourceProbe over(FrameAllocator allocator) {
        return new SourceProbe(allocator, REACTION);
    }

    /** Lends every frame to {@code borrower}, in the thread that emits it. Said before {@link #start}. */
    public SourceProbe lendingTo(Consumer<Frame> borrower) {
        this.borrower = borrower;
        return this;
    }

    /** Offers a service that is none of the class path's. Whoever gives it closes it. Said before {@link #start}. */
    public synchronized <T> SourceProbe providing(Class<T> type, T service) {
        provided.put(type, service);
        return this;
    }

    /** Starts {@code attempt}. An exception from it counts as its end. */
    public SourceProbe start(Source attempt) {
        source = attempt;
        threads.run("start()", () -> {
            try {
                attempt.start(this);
            } catch (CamkitException e) {
                ended(e);
            }
        });
        return this;
    }

    /** Stops it, without waiting for its end. */
    public void stop() {
        Source started = source;
        if (started == null) {
            throw new IllegalStateException("nothing was started");
        }
        threads.run("stop()", started::stop);
    }

    /** The headers of the first {@code count} frames, as soon as they are there; fails when the source ends or takes too long. */
    public List<FrameHeader> awaitFrames(int count) {
        List<FrameHeader> so = awaitFramesOrEnd(count);
        if (so.size() < count) {
            throw new AssertionError(
                    "the source ended after " + so.size() + " of " + count + " frames", end().orElse(null));
        }
        return so.subList(0, count);
    }

    /** The same, but content with fewer frames when the source ends. */
    public List<FrameHeader> awaitFramesOrEnd(int count) {
        if (!await(PACE, PATIENCE, () -> received().size() >= count || end().isPresent())) {
            throw missing(count + " frames", PATIENCE);
        }
        return received();
    }

    /** Waits until the source has said that it is over: {@code limit} of its own time, and then a few seconds of the wall's. */
    public CamkitException awaitEnd(Duration limit) {
        if (!await(HURRY, limit, () -> end().isPresent()) && !await(Duration.ZERO, reaction, () -> end().isPresent())) {
            throw missing("the end", limit);
        }
        return end().orElseThrow();
    }

    /** Waits, while the source's time stands still, until it has said how its frames come. */
    public String awaitTransport() {
        if (!await(Duration.ZERO, PATIENCE, () -> !transport().isEmpty())) {
            throw missing("the transport", PATIENCE);
        }
        return transport();
    }

    /** Lets time pass for the source. */
    public void elapse(Duration time) {
        threads.run("a task of the clock", () -> clock.advance(time));
    }

    /** Waits in turns of at most {@code PACE}; each gives the source {@code step} of its time. A step of zero only waits. */
    private boolean await(Duration step, Duration limit, BooleanSupplier done) {
        long turns = limit.dividedBy(step.isZero() ? PACE : step);
        for (long turn = 0; turn <= turns && !done.getAsBoolean(); turn++) {
            pause();
            elapse(step);
        }
        return done.getAsBoolean();
    }

    private AssertionError missing(String what, Duration limit) {
        return new AssertionError(what + ": not within " + limit.toSeconds() + " s of the source's time; "
                + received().size() + " frames came; rules broken: " + brokenRules());
    }

    /** Until something happens, but not for long. */
    private void pause() {
        try {
            if (news.tryAcquire(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Headers of all frames so far. */
    public synchronized List<FrameHeader> received() {
        return List.copyOf(received);
    }

    /** Why it ended, if it has. */
    public synchronized Optional<CamkitException> end() {
        return Optional.ofNullable(end);
    }

    /** What the source said about its transport; empty before. */
    public synchronized String transport() {
        return transport;
    }

    /** Rules broken so far, one sentence each. */
    public synchronized List<String> brokenRules() {
        return List.copyOf(broken);
    }

    @Override
    public String camera() {
        return "probe";
    }

    @Override
    public FrameAllocator allocator() {
        return allocator;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Metrics metrics() {
        return metrics;
    }

    @Override
    public synchronized <T> Optional<T> service(Class<T> type) {
        Object given = provided.get(type);
        if (given != null) {
            return Optional.of(type.cast(given));
        }
        return Optional.ofNullable(services.computeIfAbsent(type, SourceProbe::create))
                .map(type::cast);
    }

    private static @Nullable AutoCloseable create(Class<?> type) {
        for (ServiceProvider<?> provider : ServiceLoader.load(ServiceProvider.class)) {
            if (provider.type() == type) {
                return provider.create();
            }
        }
        return null;
    }

    /** From the providers on the class path. */
    @Override
    public SourceSpec source(String address, Optional<Credentials> fallback) {
        SourceAddress parsed = SourceAddress.parse(address, fallback);
        return ServiceLoader.load(SourceProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.schemes().contains(parsed.scheme()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no provider of " + parsed.scheme() + " on the class path"))
                .parse(parsed);
    }

    @Override
    public void lendThread(Runnable work) {
        threads.lend("probe-lent", work);
    }

    @Override
    public synchronized void transport(String description) {
        transport = description;
    }

    @Override
    public void emit(Frame frame) {
        boolean alone = emitting.incrementAndGet() == 1;
        try {
            take(frame, alone);
            borrower.accept(frame);
        } finally {
            emitting.decrementAndGet();
            frame.release();
        }
    }

    private synchronized void take(Frame frame, boolean alone) {
        if (!alone) {
            broken.add("two threads emit at the same time");
        }
        if (end != null) {
            broken.add("a frame after the end: " + frame);
        }
        for (String rule : rules.brokenBy(frame, clock.nanos())) {
            broken.add(rule + " (frame " + received.size() + ", " + frame + ")");
        }
        received.add(frame.header());
        news.release();
    }

    @Override
    public synchronized void unchanged() {
        if (end != null) {
            broken.add("a sign of life after the end");
        }
        unchanged++;
        news.release();
    }

    /** Waits until the source has said so often that the camera has nothing new to show. */
    public void awaitUnchanged(int count) {
        if (!await(PACE, PATIENCE, () -> unchangedCount() >= count)) {
            throw missing(count + " signs of life", PATIENCE);
        }
    }

    /** How often the source said that the camera has nothing new to show. */
    public synchronized int unchangedCount() {
        return unchanged;
    }

    @Override
    public synchronized void ended(CamkitException why) {
        if (end != null) {
            broken.add("a second end: " + why.getMessage());
            return;
        }
        end = why;
        news.release();
    }

    /**
     * Stops the source if it still runs, closes services, and looks for what is left.
     *
     * @throws AssertionError if a rule was broken, the source does not end, or a thread is left
     */
    @Override
    public void close() {
        if (source != null) {
            stop();
            awaitEnd(PATIENCE);
        }
        threads.run("closing services", this::closeServices);
        threads.close();
        if (!brokenRules().isEmpty()) {
            throw new AssertionError(String.join("\n", brokenRules()));
        }
    }

    private void closeServices() {
        for (AutoCloseable service : services.values()) {
            try {
                service.close();
            } catch (Exception e) {
                throw new AssertionError("a service did not close", e);
            }
        }
    }
}
