package io.camkit.core;

import java.util.concurrent.Executor;

/**
 * The same threads as another executor under an identity of its own: readers that share an executor take turns, readers of different
 * ones never wait for each other.
 */
final class SeparateExecutor implements Executor {
    private final Executor threads;

    SeparateExecutor(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }
}
