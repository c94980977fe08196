package io.camkit.testkit.peers;

import io.camkit.spi.Nullable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A child process whose text is collected, standard output and errors together. It ends, with all its descendants and nobody else, when
 * this is closed or the JVM ends.
 */
final class ChildProcess implements AutoCloseable {
    private static final int START_SECONDS = 30;
    private static final int KEPT_LINES = 40;

    private final String name;
    private final Process process;
    private final Thread atExit = new Thread(this::kill, "end-of-child");
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static ChildProcess start(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            ChildProcess child = new ChildProcess(command.get(0), process);
            Runtime.getRuntime().addShutdownHook(child.atExit);
            Thread reader = new Thread(child::read, "reads " + command.get(0));
            reader.setDaemon(true);
            reader.start();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0) + " did not start", e);
        }
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                keep(line);
                lines.add(line);
            }
        } catch (IOException e) {
            keep(e.toString());
        }
    }

    private synchronized void keep(String line) {
        lastLines.add(line);
        if (lastLines.size() > KEPT_LINES) {
            lastLines.remove();
        }
    }

    private synchronized String said() {
        return String.join("\n", lastLines);
    }

    /** Waits for a line that begins so and returns it; fails when the child ends first or says nothing of the kind. */
    String awaitLine(String start) {
        for (int waited = 0; waited < START_SECONDS * 10; ) {
            String line = nextLine();
            if (line == null) {
                waited++;
                failIfEnded();
            } else if (line.startsWith(start)) {
                return line;
            }
        }
        throw new AssertionError(name + " did not say " + start + " within " + START_SECONDS + " s:\n" + said());
    }

    private @Nullable String nextLine() {
        try {
            return lines.poll(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + name + " starts", e);
        }
    }

    /** Waits until {@code ready}; fails when the child ends first or it takes too long. */
    void await(String what, BooleanSupplier ready) {
        try {
            for (int turn = 0; turn < START_SECONDS * 50; turn++) {
                if (ready.getAsBoolean()) {
                    return;
                }
                process.waitFor(20, TimeUnit.MILLISECONDS);
                failIfEnded();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError(name + ": " + what + " not within " + START_SECONDS + " s:\n" + said());
    }

    /** Waits until the child has done its work; fails when that takes longer than {@code seconds} or it does not succeed. */
    String awaitSuccess(int seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " did not finish within " + seconds + " s:\n" + said());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + name + " works", e);
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(name + " failed with " + process.exitValue() + ":\n" + said());
        }
        return said();
    }

    /** Sends a line to the child's standard input. */
    void tell(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not listen:\n" + said(), e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    private void failIfEnded() {
        if (!process.isAlive()) {
            throw new AssertionError(name + " ended with " + process.exitValue() + ":\n" + said());
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Kills it and waits until it is gone. Calling it twice does nothing. */
    @Override
    public void close() {
        kill();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // the JVM is ending; the hook has nothing left to do
        }
    }
}
