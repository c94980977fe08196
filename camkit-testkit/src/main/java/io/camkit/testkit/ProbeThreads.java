package io.camkit.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A thread group in which the code under test lives: every thread that it starts, or that one of those starts, can be found again. */
final class ProbeThreads {
    private final Duration patience;
    private final ThreadGroup group;
    private final ExecutorService host;

    /** @param patience what a task and, in the end, a thread may take */
    ProbeThreads(String name, Duration patience) {
        this.patience = patience;
        group = new ThreadGroup(name);
        host = Executors.newSingleThreadExecutor(task -> thread(name + "-host", task));
    }

    private Thread thread(String name, Runnable task) {
        Thread thread = new Thread(group, task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs {@code task} on a thread of its own. */
    void lend(String name, Runnable task) {
        thread(name, task).start();
    }

    /** Runs {@code task} here and now, and fails when it does not return in time. */
    void run(String what, Runnable task) {
        try {
            host.submit(task).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    what + " did not return within " + patience.toMillis() + " ms; threads " + alive(), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof AssertionError failed) {
                throw failed;
            }
            throw new AssertionError(what + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, e);
        }
    }

    /** Ends the host and waits for every other thread to end. */
    void close() {
        host.shutdown();
        for (Thread thread : list()) {
            try {
                if (!lingers(thread)) {
                    thread.join(patience.toMillis());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        List<String> left = alive();
        if (!left.isEmpty()) {
            throw new AssertionError("threads are left: " + left);
        }
    }

    private List<String> alive() {
        return list().stream()
                .filter(thread -> thread.isAlive() && !lingers(thread))
                .map(Thread::getName)
                .toList();
    }

    /** Netty has one thread a JVM, and the JDK's HTTP client one a client, that nobody can end; they do so by themselves. */
    private static boolean lingers(Thread thread) {
        return thread.getName().startsWith("globalEventExecutor")
                || thread.getName().matches("HttpClient-\\d+-SelectorManager");
    }

    private List<Thread> list() {
        Thread[] threads = new Thread[Math.max(16, 2 * group.activeCount())];
        return Arrays.asList(threads).subList(0, group.enumerate(threads));
    }
}
