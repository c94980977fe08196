package io.camkit.codec.javacv;

import io.camkit.spi.Nullable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/** Lets a thread that may block be the executor of a subscription, which has one task under way at most. */
final class TaskLoop implements Executor {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Ends the loop; the first reason counts. Any thread. */
    void fail(Throwable why) {
        failure.compareAndSet(null, why);
        tasks.add(TaskLoop::look);
    }

    /**
     * Runs what comes until somebody interrupts the thread or says that something failed.
     *
     * @throws RuntimeException what failed
     */
    void run() throws InterruptedException {
        while (true) {
            Runnable task = tasks.take();
            task.run();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Throwable why = failure.get();
            if (why instanceof Error error) {
                throw error;
            }
            if (why instanceof RuntimeException exception) {
                throw exception;
            }
        }
    }

    /** What wakes the loop, so that it looks for a failure. */
    private static void look() {}
}
