package io.camkit.core;

import io.camkit.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Looks four times a second whether a deadline has passed, so that nothing is armed per frame. */
final class Sweep implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(250);

    /** Something with deadlines. */
    @FunctionalInterface
    interface Watched {
        /** Compares time stamps and returns at once; real work moves elsewhere. */
        void check(long nowNanos);
    }

    private final Clock clock;
    private final List<Watched> watched = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    Sweep(Clock clock) {
        this.clock = clock;
        next();
    }

    void add(Watched one) {
        watched.add(one);
    }

    void remove(Watched one) {
        watched.remove(one);
    }

    private void next() {
        clock.schedule(INTERVAL, this::run);
    }

    private void run() {
        if (closed) {
            return;
        }
        try {
            long now = clock.nanos();
            watched.forEach(one -> one.check(now));
        } finally {
            next();
        }
    }

    @Override
    public void close() {
        closed = true;
        watched.clear();
    }
}
