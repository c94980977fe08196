package io.camkit.core;

import java.util.concurrent.atomic.AtomicInteger;

/** How many feeds the cameras of a kit may derive at once: each may be a child process. Any thread. */
final class FeedRoom {
    /** Children of 70 MB and a tenth of a core each: more than a machine for cameras has to give. */
    static final int MOST = 32;

    private final AtomicInteger taken = new AtomicInteger();

    /** Takes a place; false if there is none. */
    boolean enter() {
        return taken.getAndUpdate(count -> Math.min(MOST, count + 1)) < MOST;
    }

    /** Gives a place back. */
    void leave() {
        taken.decrementAndGet();
    }

    boolean isFull() {
        return taken.get() >= MOST;
    }
}
