package io.camkit.core;

import io.camkit.spi.Nullable;

/**
 * Lets somebody else's code be called by one thread at a time until it is closed, and lets the closer wait for a call that is under way.
 * Entering and leaving take no lock.
 */
final class CallGuard {
    private static final int ROUNDS = 20;
    private static final long ROUND_MILLIS = 50;

    private volatile @Nullable Thread caller;
    private volatile boolean closed;

    /**
     * Begins a call; the caller sees to it that no two threads enter at once.
     *
     * @return false, with nothing begun, if this was closed
     */
    boolean enter() {
        caller = Thread.currentThread();
        if (closed) {
            leave();
            return false;
        }
        return true;
    }

    /** Ends a call. */
    void leave() {
        caller = null;
        if (closed) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    boolean closed() {
        return closed;
    }

    /** No call begins from now on; one that is under way goes on. */
    void closeWithoutWaiting() {
        closed = true;
    }

    /** No call begins from now on. Waits up to a second for one that is under way on another thread. */
    void close() {
        closed = true;
        Thread other = caller;
        if (other != null && !other.equals(Thread.currentThread())) {
            awaitLeave();
        }
    }

    private synchronized void awaitLeave() {
        try {
            for (int round = 0; round < ROUNDS && caller != null; round++) {
                wait(ROUND_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
