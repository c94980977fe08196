package io.camkit.process;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Clock;
import io.camkit.spi.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "TMPDIR", "XDG_RUNTIME_DIR", "LD_LIBRARY_PATH");
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    /** What a child may take to end after it was asked to. */
    private static final Duration GRACE = Duration.ofMillis(300);
    /** What the system may take to end one that was killed. */
    private static final Duration KILL = Duration.ofSeconds(2);

    private static final int ERROR_BYTES_A_LOOK = 64 << 10;

    private final Process process;
    private final Command command;
    private final Patience patience;
    private final Clock clock;
    private final InputStream output;
    private final OutputPipe pipe;
    private final Thread atExit;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final SaidLines said = new SaidLines();
    private volatile long lastByteNanos;
    private volatile boolean wrote;
    private volatile boolean finished;
    private volatile boolean overdue;
    private volatile List<ProcessHandle> descendants = List.of();
    private Clock.@Nullable Cancellable look;
    private Clock.@Nullable Cancellable kill;
    private boolean closed;

    private ChildProcess(Process process, Command command, Patience patience, Clock clock) {
        this.process = process;
        this.command = command;
        this.patience = patience;
        this.clock = clock;
        this.output = process.getInputStream();
        this.pipe = OutputPipe.of(process);
        this.atExit = new Thread(this::kill, "end-of-child");
        this.lastByteNanos = clock.nanos();
    }

    /**
     * Starts a child.
     *
     * @param clock what its deadlines are measured by
     * @throws CamkitException {@code CK-2501} if the program cannot be started
     */
    public static ChildProcess start(Command command, Patience patience, Clock clock) {
        if (!Files.isExecutable(command.program())) {
            throw notStarted(command, "there is no such program", null);
        }
        ProcessBuilder builder = new ProcessBuilder(Lifeline.of(command));
        builder.environment()
                .keySet()
                .removeIf(name ->
                        !ENVIRONMENT.contains(name) && !command.environment().contains(name));
        // messages are read by machines, too
        builder.environment().put("LC_ALL", "C");
        try {
            ChildProcess child = new ChildProcess(builder.start(), command, patience, clock);
            child.watch();
            return child;
        } catch (IOException e) {
            throw notStarted(command, String.valueOf(e.getMessage()), e);
        }
    }

    private static CamkitException notStarted(Command command, String why, @Nullable IOException cause) {
        return new CamkitException(
                "CK-2501",
                "the program did not start: " + why,
                command.program().toString(),
                "check that the file is there and may be executed",
                Retry.RETRY_SLOWLY,
                cause);
    }

    private void watch() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it is gone already
        }
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException e) {
            kill(); // the JVM is ending
        }
        lookLater();
    }

    private synchronized void lookLater() {
        if (!closed) {
            look = clock.schedule(LOOK_EVERY, this::look);
        }
    }

    private void look() {
        readErrors();
        Duration limit = wrote ? patience.silence() : patience.firstByte();
        if (!process.isAlive()) {
            end(); // what it has left behind may keep its output open
        } else if (clock.nanos() - lastByteNanos > limit.toNanos() && !ending.get()) {
            overdue = true;
            end();
        }
        lookLater();
    }

    private synchronized void readErrors() {
        byte[] bytes = new byte[4096];
        try {
            InputStream errors = process.getErrorStream();
            for (int read = 0; read < ERROR_BYTES_A_LOOK && errors.available() > 0; ) {
                int count = errors.read(bytes, 0, Math.min(bytes.length, errors.available()));
                if (count < 0) {
                    return;
                }
                said.add(bytes, count);
                read += count;
            }
        } catch (IOException e) {
            // closed: there is nothing more to read
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
            finished = count < 0;
            return count;
        } catch (IOException e) {
            finished = true;
            return -1;
        }
    }

    /** Asks the child and what it started to end, and kills what has not after 0.3 s. Returns at once. Calling it twice does nothing. */
    public void end() {
        if (ending.compareAndSet(false, true)) {
            descendants = process.descendants().toList();
            synchronized (this) {
                if (!closed) {
                    kill = clock.schedule(GRACE, this::kill);
                }
            }
            // the handle, for the process itself would close the streams with what the child said last
            process.toHandle().destroy();
            descendants.forEach(ProcessHandle::destroy);
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        descendants.forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
        if (!finished) {
            pipe.writers().forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Whether it was ended because it wrote nothing for too long. */
    public boolean overdue() {
        return overdue;
    }

    /** What it said on its standard error: the first 30 lines and the last 30, of each 300 bytes at most. */
    public synchronized List<String> said() {
        return said.lines();
    }

    /** What it returned, 128 and the signal's number when one ended it; empty while it runs. */
    public OptionalInt exitStatus() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
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
        boolean interrupted = !gone(GRACE);
        kill();
        interrupted |= !gone(KILL);
        readErrors();
        synchronized (this) {
            closed = true;
            cancel(look);
            cancel(kill);
        }
        closeStreams();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the JVM is ending; the hook has nothing left to do
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for its end; false if somebody interrupted that. */
    private boolean gone(Duration limit) {
        try {
            process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static void cancel(Clock.@Nullable Cancellable timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void closeStreams() {
        for (InputStream stream : List.of(output, process.getErrorStream())) {
            try {
                stream.close();
            } catch (IOException e) {
                // it is gone
            }
        }
    }

    /** The program and its process number. */
    @Override
    public String toString() {
        return command.program().getFileName() + " (" + process.pid() + ")";
    }
}
