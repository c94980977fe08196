package io.camkit.core;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.CameraSetup;
import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Clock;
import io.camkit.Credentials;
import io.camkit.Event;
import io.camkit.Events;
import io.camkit.KitOptions;
import io.camkit.Metrics;
import io.camkit.SinkSpec;
import io.camkit.SourceSpec;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runtime of one application: everything it starts, it ends. */
final class Kit implements CamKit {
    private static final Logger LOG = LoggerFactory.getLogger(Kit.class);
    private static final Duration CAMERAS_PATIENCE = Duration.ofMillis(2300);
    private static final Duration SERVICES_PATIENCE = Duration.ofMillis(500);
    /** Room for frames in flight, beside what the rings may hold. */
    private static final long IN_FLIGHT_BYTES = 64L << 20;

    private final KitParts parts;
    private final @Nullable SystemClock ownClock;
    /** By id, in the order of starting; an id that is being started has no camera yet. */
    private final Map<String, Optional<LiveCamera>> cameras = new LinkedHashMap<>();

    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    Kit(KitOptions options) {
        ownClock = options.clock().isPresent() ? null : new SystemClock();
        Clock clock = ownClock != null ? ownClock : options.clock().orElseThrow();
        Plugins plugins = new Plugins(options);
        parts = new KitParts(
                clock,
                // java.util.Random, the generator of the platform that threads may share
                options.random().orElseGet(() -> RandomGenerator.of("Random")),
                new Threads(options),
                options.allocator().orElseGet(() -> allocator(options)),
                new MetricRegistry(),
                new EventLog(),
                new Services(plugins.services()),
                plugins,
                new Sweep(clock),
                new ByteBudget(options.maxTotalBytes()),
                new FeedRoom(),
                options.maxCameraBytes());
    }

    private static FrameAllocator allocator(KitOptions options) {
        // size classes waste up to a fifth
        return new PooledAllocator(options.maxTotalBytes() + options.maxTotalBytes() / 4 + IN_FLIGHT_BYTES);
    }

    @Override
    public CameraSetup camera(String id) {
        return new CameraBuilder(this, parts, id);
    }

    /** @throws CamkitException {@code CK-1105} if the id is taken, {@code CK-1006} if the kit is closed */
    void reserve(String id) {
        synchronized (cameras) {
            if (closing.get()) {
                throw new CamkitException("CK-1006", "the kit is closed", id, "make another kit", Retry.GIVE_UP);
            }
            if (cameras.containsKey(id)) {
                throw new CamkitException(
                        "CK-1105",
                        "there is a camera of this id already",
                        id,
                        "choose another id, or close that camera first",
                        Retry.GIVE_UP);
            }
            cameras.put(id, Optional.empty());
        }
    }

    void release(String id) {
        synchronized (cameras) {
            cameras.remove(id);
        }
    }

    void started(LiveCamera camera) {
        synchronized (cameras) {
            if (closing.get()) {
                throw new CamkitException(
                        "CK-1006", "the kit was closed meanwhile", camera.id(), "make another kit", Retry.GIVE_UP);
            }
            cameras.remove(camera.id());
            cameras.put(camera.id(), Optional.of(camera));
        }
        parts.events().add(new Event.CameraAdded(parts.clock().now(), camera.id()));
    }

    void ended(LiveCamera camera) {
        // while the id is still taken, so that a successor's metrics are not meant
        parts.metrics().forget("camera", camera.id());
        boolean wasStarted;
        synchronized (cameras) {
            wasStarted = Objects.requireNonNullElse(cameras.remove(camera.id()), Optional.empty())
                    .isPresent();
        }
        if (wasStarted) {
            parts.events().add(new Event.CameraRemoved(parts.clock().now(), camera.id()));
        }
    }

    @Override
    public List<Camera> cameras() {
        return List.copyOf(live());
    }

    private List<LiveCamera> live() {
        synchronized (cameras) {
            return cameras.values().stream().flatMap(Optional::stream).toList();
        }
    }

    @Override
    public Optional<Camera> find(String id) {
        return live().stream()
                .filter(camera -> camera.id().equals(id))
                .<Camera>map(camera -> camera)
                .findFirst();
    }

    SourceSpec source(String address) {
        return source(address, Optional.empty());
    }

    @Override
    public SourceSpec source(String address, Optional<Credentials> fallback) {
        return parts.plugins().source(SourceAddress.parse(address, fallback));
    }

    @Override
    public List<SinkSpec> installedSinks() {
        return parts.plugins().installedSinks();
    }

    @Override
    public Events events() {
        return parts.events();
    }

    @Override
    public Metrics metrics() {
        return parts.metrics();
    }

    @Override
    public Clock clock() {
        return parts.clock();
    }

    @Override
    public <T> void provide(Class<T> type, T service) {
        parts.services().provide(type, service);
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return parts.services().find(type);
    }

    @Override
    public void awaitClose() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        synchronized (cameras) {
            if (!closing.compareAndSet(false, true)) {
                return;
            }
        }
        end(
                "cameras",
                CAMERAS_PATIENCE,
                live().stream().<Runnable>map(camera -> camera::close).toList());
        end("services", SERVICES_PATIENCE, List.of(parts.services()::close));
        parts.sweep().close();
        parts.threads().close();
        if (ownClock != null) {
            ownClock.close();
        }
        closed.countDown();
    }

    private void end(String what, Duration patience, List<Runnable> ends) {
        CompletableFuture<?>[] running = ends.stream()
                .map(end ->
                        CompletableFuture.runAsync(end, task -> parts.threads().lend("camkit-close", task)))
                .toArray(CompletableFuture<?>[]::new);
        if (!Ending.within(patience, CompletableFuture.allOf(running))) {
            LOG.error("the {} of this kit did not end within {} ms and are left behind", what, patience.toMillis());
        }
    }
}
