package io.camkit.core;

import io.camkit.KitOptions;
import io.camkit.spi.Nullable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The kit's threads: a bounded pool for work that returns soon, and lent threads for what may block or hang, one each, so that a
 * plugin that never returns costs nobody else a worker.
 */
final class Threads implements AutoCloseable {
    private static final int FEWEST_WORKERS = 2;
    private static final long IDLE_SECONDS = 10;

    private final Set<Thread> lent = ConcurrentHashMap.newKeySet();
    private final AtomicInteger workerNumber = new AtomicInteger();
    private final @Nullable ThreadPoolExecutor own;
    private final Executor workers;
    private final Executor calls;

    Threads(KitOptions options) {
        own = options.workers().isPresent() ? null : pool();
        workers = own != null ? own : options.workers().orElseThrow();
        calls = own != null ? this::lendForCall : this::workOrLend;
    }

    private ThreadPoolExecutor pool() {
        int size = Math.max(FEWEST_WORKERS, Runtime.getRuntime().availableProcessors());
        var pool = new ThreadPoolExecutor(
                size,
                size,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> daemon("camkit-worker-" + workerNumber.incrementAndGet(), task));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** For work that returns soon. */
    Executor workers() {
        return workers;
    }

    private void lendForCall(Runnable call) {
        lend("camkit-call", call);
    }

    /** An application may end its threads before the kit: what has to be told to sources and sinks is told all the same. */
    private void workOrLend(Runnable call) {
        try {
            workers.execute(call);
        } catch (RejectedExecutionException e) {
            lendForCall(call);
        }
    }

    /** For calls into plugins that ought to return soon and might not, and for what must go on when no worker is free. Never refuses. */
    Executor calls() {
        return calls;
    }

    /** Runs {@code work}, which may block, on a thread of its own. */
    void lend(String name, Runnable work) {
        Thread thread = daemon(name, () -> {
            try {
                work.run();
            } finally {
                lent.remove(Thread.currentThread());
            }
        });
        lent.add(thread);
        thread.start();
    }

    /** Ends the pool and interrupts whatever still runs. Returns at once. */
    @Override
    public void close() {
        if (own != null) {
            own.shutdownNow();
        }
        lent.forEach(Thread::interrupt);
    }
}
