package io.camkit.core;

import io.camkit.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Forwards requests for a key frame, those within a second as one. */
final class KeyFrameRequests {
    private static final long SAME_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long NEVER = Long.MIN_VALUE;

    private final Clock clock;
    private final Executor executor;
    private final Runnable forward;
    private final AtomicLong last = new AtomicLong(NEVER);

    /** @param forward calls the plugin; runs on {@code executor} */
    KeyFrameRequests(Clock clock, Executor executor, Runnable forward) {
        this.clock = clock;
        this.executor = executor;
        this.forward = forward;
    }

    /** Returns at once. Any thread. */
    void request() {
        long now = clock.nanos();
        long before = last.get();
        if ((before == NEVER || now - before >= SAME_NANOS) && last.compareAndSet(before, now)) {
            executor.execute(forward);
        }
    }
}
