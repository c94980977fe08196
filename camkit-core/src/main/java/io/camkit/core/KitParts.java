package io.camkit.core;

import io.camkit.Clock;
import io.camkit.spi.FrameAllocator;
import java.util.random.RandomGenerator;

/** What everything inside one kit is made of. */
record KitParts(
        Clock clock,
        RandomGenerator random,
        Threads threads,
        FrameAllocator allocator,
        MetricRegistry metrics,
        EventLog events,
        Services services,
        Plugins plugins,
        Sweep sweep,
        ByteBudget budget,
        FeedRoom feedRoom,
        long maxCameraBytes) {}
