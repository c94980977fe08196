package io.camkit.process;

import java.net.ProtocolException;

/**
 * The one message that may be on its way to a child. Its sender waits until the child has taken the one before, so that nothing piles up
 * in front of a slow child, and a child that takes nothing is noticed.
 */
final class Window {
    private boolean full;
    private boolean closed;
    private long taken;

    /** Waits until the child has taken everything; false if it never will. */
    synchronized boolean enter() throws InterruptedException {
        while (full && !closed) {
            wait();
        }
        full = true;
        return !closed;
    }

    /** The same without waiting; false if something is on its way. */
    synchronized boolean tryEnter() {
        if (full || closed) {
            return false;
        }
        full = true;
        return true;
    }

    /** The child has taken what was on its way. */
    synchronized void taken() throws ProtocolException {
        if (!full) {
            throw new ProtocolException("a message was taken that nobody sent");
        }
        full = false;
        taken++;
        notifyAll();
    }

    /** Whether something is on its way. */
    synchronized boolean isFull() {
        return full;
    }

    /** How many messages were taken so far. */
    synchronized long takenSoFar() {
        return taken;
    }

    /** Nobody waits any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
