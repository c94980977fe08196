package io.camkit.testkit;

import io.camkit.KitOptions;
import io.camkit.spi.Plugin;
import java.util.List;
import java.util.SplittableRandom;

/** Options for kits in tests. */
public final class TestKits {
    private TestKits() {}

    /**
     * A kit that stands still until {@code clock} is advanced: manual time, manual workers, leak-checked memory, the same jitter in
     * every run, and these plugins alone.
     */
    public static KitOptions manual(ManualClock clock, FrameLeaks leaks, Plugin... plugins) {
        return KitOptions.standard()
                .withClock(clock)
                .withWorkers(clock.executor())
                .withAllocator(leaks.allocator())
                .withRandom(new SplittableRandom(1))
                .withOnlyPlugins(List.of(plugins));
    }

    /** A kit with real time and threads and every plugin on the class path, over leak-checked memory. */
    public static KitOptions real(FrameLeaks leaks) {
        return KitOptions.standard().withAllocator(leaks.allocator());
    }
}
