package io.camkit.source.test;

import io.camkit.spi.SourceContext;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** A thread lent by the core that does one task after the other until it is given back. */
final class LentThread implements Executor, AutoCloseable {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private boolean over;

    static LentThread of(SourceContext context) {
        LentThread thread = new LentThread();
        context.lendThread(thread::work);
        return thread;
    }

    private void work() {
        try {
            while (!over) {
                tasks.take().run();
            }
        } catch (InterruptedException e) {
            // whoever lent the thread wants it back
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Gives the thread back after the tasks that it has. */
    @Override
    public void close() {
        tasks.add(() -> over = true);
    }
}
