package io.camkit.process;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.spi.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A program that was started, and everything that it has started. It gets no standard input, and of the environment only what every
 * program needs and its {@link Command} names. Whatever else happens, it ends with the thread that started it (Linux) and with the JVM.
 *
 * <p><b>Threading.</b> Any thread.
 */
final class ProcessTree {
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "TMPDIR", "XDG_RUNTIME_DIR", "LD_LIBRARY_PATH");
    private static final int SAID_BYTES_A_LOOK = 64 << 10;

    private final Process process;
    private final InputStream talk;
    private final OutputPipe pipe;
    private final Runnable besides;
    private final Thread atExit;
    private final SaidLines said = new SaidLines();
    private volatile List<ProcessHandle> descendants = List.of();

    private ProcessTree(Process process, InputStream talk, Runnable besides) {
        this.process = process;
        this.talk = talk;
        this.pipe = OutputPipe.of(process);
        this.besides = besides;
        this.atExit = new Thread(this::endWithJvm, "end-of-child");
    }

    private void endWithJvm() {
        besides.run();
        kill();
        killWriters();
    }

    /** Starts a program whose standard output somebody reads, and whose standard error is what it says. */
    static ProcessTree writing(Command command) {
        Process process = start(command, new ProcessBuilder(Lifeline.of(command)));
        return new ProcessTree(process, process.getErrorStream(), () -> {}).watched();
    }

    /**
     * Starts a program of which both outputs are what it says.
     *
     * @param settings variables that it gets besides
     * @param besides what else is to be done when the JVM ends
     */
    static ProcessTree talking(Command command, Map<String, String> settings, Runnable besides) {
        ProcessBuilder builder = new ProcessBuilder(Lifeline.of(command)).redirectErrorStream(true);
        builder.environment().putAll(settings);
        Process process = start(
                new Command(command.program(), command.arguments(), settings.keySet(), command.network()), builder);
        return new ProcessTree(process, process.getInputStream(), besides).watched();
    }

    private static Process start(Command command, ProcessBuilder builder) {
        if (!Files.isExecutable(command.program())) {
            throw notStarted(command, "there is no such program", null);
        }
        builder.environment()
                .keySet()
                .removeIf(name ->
                        !ENVIRONMENT.contains(name) && !command.environment().contains(name));
        // messages are read by machines, too, and names of files have letters of every alphabet
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            return builder.start();
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

    private ProcessTree watched() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it is gone already
        }
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException e) {
            endWithJvm(); // the JVM is ending
        }
        return this;
    }

    long pid() {
        return process.pid();
    }

    InputStream output() {
        return process.getInputStream();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ProcessHandle.Info info() {
        return process.info();
    }

    /** Runs {@code task} once the program is over; at once if it is. */
    void whenOver(Runnable task) {
        process.onExit().thenRun(task);
    }

    /** What the program returned, 128 and the signal's number when one ended it; empty while it runs. */
    OptionalInt exitStatus() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Takes in what it has said since the last time, without waiting. */
    synchronized void listen() {
        byte[] bytes = new byte[4096];
        try {
            for (int read = 0; read < SAID_BYTES_A_LOOK && talk.available() > 0; ) {
                int count = talk.read(bytes, 0, Math.min(bytes.length, talk.available()));
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

    /** The first 30 lines that it said and the last 30, of each 300 bytes at most. */
    synchronized List<String> said() {
        return said.lines();
    }

    /** Asks everything in it to end. */
    void ask() {
        descendants = process.descendants().toList();
        // the handle, for the process itself would close the streams with what the child said last
        process.toHandle().destroy();
        descendants.forEach(ProcessHandle::destroy);
    }

    /** Kills everything in it. */
    void kill() {
        if (process.isAlive()) { // nothing belongs to one that is over; whoever has its number now is somebody else
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }

    /** Kills who holds its output open, for the program itself is over and has left them behind. */
    void killWriters() {
        pipe.writers().forEach(ProcessHandle::destroyForcibly);
    }

    /** Waits for the program's end; false if somebody interrupted that, which is forgotten. */
    boolean awaitEnd(Duration limit) {
        try {
            process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Gives back what it held in this JVM, once it is over. */
    void release() {
        for (InputStream stream : List.of(process.getInputStream(), process.getErrorStream())) {
            try {
                stream.close();
            } catch (IOException e) {
                // it is gone
            }
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the JVM is ending; the hook has nothing left to do
        }
    }
}
