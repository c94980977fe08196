package io.camkit;

import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Plugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What a kit is made with. What is empty, the runtime supplies.
 *
 * @param clock time and scheduling
 * @param workers runs processors, starts and stops sources; the runtime's own is bounded
 * @param allocator memory of frames
 * @param random jitter of back-off; not for secrets
 * @param plugins besides those that are found on the class path
 * @param discover whether to look for plugins on the class path
 * @param maxCameraBytes what the rings of one camera may hold; those of what is derived of it may hold half as much again
 * @param maxTotalBytes what the rings of all cameras may hold
 */
public record KitOptions(
        Optional<Clock> clock,
        Optional<Executor> workers,
        Optional<FrameAllocator> allocator,
        Optional<RandomGenerator> random,
        List<Plugin> plugins,
        boolean discover,
        long maxCameraBytes,
        long maxTotalBytes) {
    private static final long MIB = 1 << 20;

    /** Copies and checks. */
    public KitOptions {
        plugins = List.copyOf(plugins);
        if (maxCameraBytes < MIB || maxTotalBytes < maxCameraBytes) {
            throw new IllegalArgumentException(
                    "ring limits: at least 1 MiB a camera, and in total at least that of one camera");
        }
    }

    /** The system's clock, 16 MiB a camera, 128 MiB in total, every plugin that is installed. */
    public static KitOptions standard() {
        return new KitOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                true,
                16 * MIB,
                128 * MIB);
    }

    /** The same with another clock. */
    public KitOptions withClock(Clock other) {
        return new KitOptions(
                Optional.of(other), workers, allocator, random, plugins, discover, maxCameraBytes, maxTotalBytes);
    }

    /** The same with other threads. The kit does not end them. */
    public KitOptions withWorkers(Executor other) {
        return new KitOptions(
                clock, Optional.of(other), allocator, random, plugins, discover, maxCameraBytes, maxTotalBytes);
    }

    /** The same with another allocator. */
    public KitOptions withAllocator(FrameAllocator other) {
        return new KitOptions(
                clock, workers, Optional.of(other), random, plugins, discover, maxCameraBytes, maxTotalBytes);
    }

    /** The same with another source of jitter. */
    public KitOptions withRandom(RandomGenerator other) {
        return new KitOptions(
                clock, workers, allocator, Optional.of(other), plugins, discover, maxCameraBytes, maxTotalBytes);
    }

    /** The same with exactly these plugins and none from the class path. */
    public KitOptions withOnlyPlugins(List<Plugin> only) {
        return new KitOptions(clock, workers, allocator, random, only, false, maxCameraBytes, maxTotalBytes);
    }

    /** The same with one more plugin; an installed one of its kind and name is not used then. */
    public KitOptions withPlugin(Plugin plugin) {
        List<Plugin> more = new ArrayList<>(plugins);
        more.add(plugin);
        return new KitOptions(clock, workers, allocator, random, more, discover, maxCameraBytes, maxTotalBytes);
    }

    /** The same with other bounds on the rings. */
    public KitOptions withRingBytes(long perCamera, long total) {
        return new KitOptions(clock, workers, allocator, random, plugins, discover, perCamera, total);
    }
}
