package io.camkit.http;

import io.camkit.Clock;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Looks at every connection four times a second, each on its own loop: nobody arms a timer per connection or per frame.
 *
 * <p><b>Threading.</b> {@link #add} and {@link #remove} on the connection's loop; the rest on any thread.
 */
final class Deadlines implements AutoCloseable {
    private static final long CLOSE_MILLIS = 1000;
    private static final Duration PERIOD = Duration.ofMillis(250);

    /** Something with deadlines. */
    interface Swept {
        /** Called on the loop. */
        void sweep(long nowNanos);

        /** Ends it now; called on the loop. */
        void abort();
    }

    private final Clock clock;
    private final Map<EventLoop, Set<Swept>> byLoop = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private Clock.Cancellable next = () -> {};

    Deadlines(Clock clock) {
        this.clock = clock;
    }

    synchronized void start() {
        if (!closed) {
            next = clock.schedule(PERIOD, this::tick);
        }
    }

    private void tick() {
        byLoop.forEach((loop, swept) -> onLoop(loop, () -> sweep(swept)));
        start();
    }

    private void sweep(Set<Swept> swept) {
        long now = clock.nanos();
        swept.forEach(one -> one.sweep(now));
    }

    void add(EventLoop loop, Swept one) {
        byLoop.computeIfAbsent(loop, any -> ConcurrentHashMap.newKeySet()).add(one);
        if (closed) { // looked at last: close() ends what it finds, and this what it missed
            one.abort();
        }
    }

    void remove(EventLoop loop, Swept one) {
        Set<Swept> swept = byLoop.get(loop);
        if (swept != null) {
            swept.remove(one);
        }
    }

    /** Ends everything that is swept, within a second, and sweeps no more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            next.cancel();
        }
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        byLoop.forEach((loop, swept) -> {
            CompletableFuture<Void> end = new CompletableFuture<>();
            onLoop(loop, () -> {
                swept.forEach(Swept::abort);
                end.complete(null);
            });
            if (!loop.inEventLoop() && !loop.isShutdown()) {
                ends.add(end);
            }
        });
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }

    private static void onLoop(EventLoop loop, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // the loops are closed, and every channel with them
        }
    }
}
