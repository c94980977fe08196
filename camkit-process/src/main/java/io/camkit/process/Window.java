package io.camkit.process;

import java.net.ProtocolException;

/**
 * What may be on its way to a child: two messages, of which it works on one, and one ping. A sender waits until the child has taken one of
 * them, so that nothing piles up in front of a slow child, and a child that takes nothing is noticed.
 */
final class Window {
    private static final int MOST = 2;

    private int messages;
    private boolean ping;
    private boolean closed;
    private long taken;
    private long takenBefore;

    /** Waits until there is room for a message; false if there never will be. */
    synchronized boolean enter() throws InterruptedException {
        while (messages == MOST && !closed) {
            wait();
        }
        messages++;
        return !closed;
    }

    /** Whether nothing has shown since the last question, and nothing on its way will, that the child is alive. */
    synchronized boolean needsPing() {
        boolean silent = taken == takenBefore;
        takenBefore = taken;
        return silent && isEmpty() && !closed;
    }

    /** Begins a ping; false if something is on its way. */
    synchronized boolean enterPing() {
        if (!isEmpty() || closed) {
            return false;
        }
        ping = true;
        return true;
    }

    /** The child has taken the message that was on its way. */
    synchronized void taken() throws ProtocolException {
        if (messages == 0) {
            throw new ProtocolException("a message was taken that nobody sent");
        }
        messages--;
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

    /** Whether nothing is on its way. */
    synchronized boolean isEmpty() {
        return messages == 0 && !ping;
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
