package io.camkit.core;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the rings of one camera, or of all cameras, may hold together. */
final class ByteBudget {
    private final long most;
    private final AtomicLong used = new AtomicLong();
    private final AtomicInteger rings = new AtomicInteger();

    ByteBudget(long most) {
        this.most = most;
    }

    void join() {
        rings.incrementAndGet();
    }

    void leave() {
        rings.decrementAndGet();
    }

    void add(long bytes) {
        used.addAndGet(bytes);
    }

    long used() {
        return used.get();
    }

    long most() {
        return most;
    }

    /** Whether a ring that holds {@code mine} has to give something up: all hold too much together, and it more than its share. */
    boolean asksOf(long mine) {
        return used.get() > most && mine > most / Math.max(1, rings.get());
    }
}
