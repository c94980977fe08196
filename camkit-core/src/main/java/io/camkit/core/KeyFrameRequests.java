package io.camkit.core;

import io.camkit.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forwards requests for a key frame, those within a second as one. */
final class KeyFrameRequests {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFrameRequests.class);
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
            try {
                executor.execute(this::callPlugin);
            } catch (RejectedExecutionException e) {
                LOG.debug("asked for a key frame after the threads were ended", e);
            }
        }
    }

    private void callPlugin() {
        try {
            forward.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a source failed when it was asked for a key frame", e);
        }
    }
}
