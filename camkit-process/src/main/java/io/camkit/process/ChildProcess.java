package io.camkit.process;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.spi.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program that runs beside the JVM and writes to its standard output.
 *
 * <p>It gets no standard input, and of the environment only what every program needs and its {@link Command} names. What it says on its
 * standard error is read as it comes and kept in part. A child that writes nothing for too long is ended.
 *
 * <p><b>Ownership.</b> A child belongs to the (platform) thread that starts it, which reads it until its end and then closes it. When that thread
 * ends, or the JVM is killed, Linux kills the child; elsewhere a child whose JVM was killed ends at its next write.
 *
 * <p><b>Threading.</b> {@link #end()} from any thread, everything else from the owner.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    /** What a child may take to end after it was asked to. */
    private static final Duration GRACE = Duration.ofMillis(300);
    /** What the system may take to end one that was killed. */
    private static final Duration KILL = Duration.ofSeconds(2);

    private final ProcessTree tree;
    private final Command command;
    private final Patience patience;
    private final Clock clock;
    private final InputStream output;
    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile long lastByteNanos;
    private volatile boolean wrote;
    private volatile boolean overdue;
    private Clock.@Nullable Cancellable look;
    private Clock.@Nullable Cancellable kill;
    private boolean closed;

    private ChildProcess(ProcessTree tree, Command command, Patience patience, Clock clock) {
        this.tree = tree;
        this.command = command;
        this.patience = patience;
        this.clock = clock;
        this.output = tree.output();
        this.lastByteNanos = clock.nanos();
    }

    /**
     * Starts a child.
     *
     * @param clock what its deadlines are measured by
     * @throws CamkitException {@code CK-2501} if the program cannot be started
     */
    public static ChildProcess start(Command command, Patience patience, Clock clock) {
        ChildProcess child = new ChildProcess(ProcessTree.writing(command), command, patience, clock);
        child.lookLater();
        return child;
    }

    private synchronized void lookLater() {
        if (!closed) {
            look = clock.schedule(LOOK_EVERY, this::look);
        }
    }

    private void look() {
        try {
            judge();
        } finally {
            lookLater();
        }
    }

    private void judge() {
        tree.listen();
        Duration limit = wrote ? patience.silence() : patience.firstByte();
        if (!tree.isAlive()) {
            end(); // what it has left behind may keep its output open
        } else if (clock.nanos() - lastByteNanos > limit.toNanos() && !ending.get()) {
            overdue = true;
            end();
        }
    }

    /**
     * Waits for what the child writes.
     *
     * @param into 8 KiB or more, so that nothing is copied on the way
     * @return how many bytes came; -1 when the child is over or was ended, on Linux even if something that it started lives on and holds
     *     its output: that is ended, too
     */
    public int read(byte[] into, int offset, int length) {
        try {
            int count = output.read(into, offset, length);
            lastByteNanos = clock.nanos();
            wrote |= count > 0;
            return count;
        } catch (IOException e) {
            return -1;
        }
    }

    /** Asks the child and what it started to end, and kills what has not after 0.3 s. Returns at once. Calling it twice does nothing. */
    public void end() {
        if (ending.compareAndSet(false, true)) {
            synchronized (this) {
                if (!closed) {
                    kill = clock.schedule(GRACE, this::kill);
                }
            }
            tree.ask();
        }
    }

    private void kill() {
        tree.kill();
        tree.killWriters(); // even behind the end of its output: Java ends that when the child is over, whoever
        // still has it
    }

    /** Whether it was ended because it wrote nothing for too long. */
    public boolean overdue() {
        return overdue;
    }

    /** What it said on its standard error: the first 30 lines and the last 30, of each 300 bytes at most. */
    public List<String> said() {
        return tree.said();
    }

    /** What it returned, 128 and the signal's number when one ended it; empty while it runs. */
    public OptionalInt exitStatus() {
        return tree.exitStatus();
    }

    /** Ends the child, waits until it is gone, and reads what it said last. Calling it twice does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        end();
        boolean interrupted = !tree.awaitEnd(GRACE);
        kill();
        interrupted |= !tree.awaitEnd(KILL);
        tree.listen();
        synchronized (this) {
            closed = true;
            cancel(look);
            cancel(kill);
        }
        tree.release();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void cancel(Clock.@Nullable Cancellable timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** The program and its process number. */
    @Override
    public String toString() {
        return command.program().getFileName() + " (" + tree.pid() + ")";
    }
}
