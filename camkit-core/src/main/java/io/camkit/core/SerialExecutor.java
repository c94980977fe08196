package io.camkit.core;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one at a time and in order, on another executor. What a task throws is logged and touches no other task. */
final class SerialExecutor implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

    private final Executor target;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    SerialExecutor(Executor target) {
        this.target = target;
    }

    /** Never throws: a task that comes after the kit was closed is forgotten. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            try {
                target.execute(this::runAll);
            } catch (RejectedExecutionException e) {
                LOG.debug("a task came after its threads were ended", e);
            }
        }
    }

    private void runAll() {
        do {
            Runnable task = tasks.remove();
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("an internal task failed", e);
            }
        } while (waiting.decrementAndGet() > 0);
    }
}
