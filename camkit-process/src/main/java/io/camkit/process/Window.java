package io.camkit.process;

import java.net.ProtocolException;

/**
 * What may be on its way to a child: one message and one ping. A sender waits until the child has taken the message before, so that nothing
 * piles up in front of a slow child, and a child that takes nothing is noticed.
 */
final class Window {
    private boolean message;
    private boolean ping;
    private boolean closed;
    private long taken;

    /** Waits until the child has taken the last message; false if it never will. */
    synchronized boolean enter() throws InterruptedException {
        while (message && !closed) {
            wait();
        }
        message = true;
        return !closed;
    }

    /** Begins a ping; false if something is on its way. */
    synchronized boolean enterPing() {
        if (isFull() || closed) {
            return false;
        }
        ping = true;
        return true;
    }

    /** The child has taken the message that was on its way. */
    synchronized void taken() throws ProtocolException {
        if (!message) {
            throw new ProtocolException("a message was taken that nobody sent");
        }
        message = false;
        taken++;
        notifyAll();
    }

    /** The child has answered the ping. */
    synchronized void answered() throws ProtocolException {
        if (!ping) {
            throw new ProtocolException("a ping was answered that nobody sent");
        }
        ping = false;
        taken++;
    }

    /** Whether something is on its way. */
    synchronized boolean isFull() {
        return message || ping;
    }

    /** How many messages and pings were taken so far. */
    synchronized long takenSoFar() {
        return taken;
    }

    /** Nobody waits any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
