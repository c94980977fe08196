package io.camkit.process;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Clock;
import io.camkit.spi.Nullable;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executor;

/**
 * A Java program in a JVM of its own, so that its crash, its hanging and its memory are not ours, and {@link Messages} to and from it.
 *
 * <p>It gets no standard input, and of the environment only what every program needs. What it says on its two outputs is read as it comes
 * and kept in part. Eight times a second somebody looks whether it is alive and takes its messages, and once whether it keeps to its memory;
 * if it does not, it is killed.
 *
 * <p><b>Ownership.</b> A child belongs to the (platform) thread that starts it and closes it. When that thread ends, or the JVM is killed,
 * Linux kills the child; elsewhere a child whose JVM was killed learns of it from its messages.
 *
 * <p><b>Threading.</b> {@link #close()} from the owner, everything else from any thread.
 */
public final class ChildJvm implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** What one message may take a child that works. It may be in a loop without end. */
    private static final Duration LONGEST_WORK = Duration.ofSeconds(5);

    private static final Duration LOOK_EVERY = Duration.ofMillis(125);
    private static final int LOOKS_A_MEASUREMENT = 8;
    /** What a child that has ended its connection may take to end itself. */
    private static final Duration GRACE = Duration.ofMillis(300);
    /** What the system may take to end one that was killed. */
    private static final Duration KILL = Duration.ofSeconds(2);

    /** glibc keeps a pool of memory for every thread otherwise, which grows and is never given back. */
    private static final Map<String, String> SETTINGS = Map.of("MALLOC_ARENA_MAX", "2");

    private final JavaCommand command;
    private final ProcessTree tree;
    private final Messages messages;
    private final Silence silence;
    private final Clock clock;
    private volatile @Nullable CamkitException verdict;
    private volatile Duration cpuTime = Duration.ZERO;
    private Clock.@Nullable Cancellable look;
    private int looks;
    private boolean foundDead;
    private boolean closed;

    private ChildJvm(
            JavaCommand command,
            ProcessTree tree,
            SocketChannel channel,
            Duration silence,
            Clock clock,
            Executor lent) {
        Window window = new Window();
        this.command = command;
        this.tree = tree;
        this.messages = Messages.toChild(channel, window, lent);
        this.silence = new Silence(window, this::cpuTime, silence, LONGEST_WORK, clock);
        this.clock = clock;
    }

    /**
     * Starts a child and waits until it has connected, for 10 s at most.
     *
     * @param silence how long the child may take no message and do nothing before it is killed; one that works has 5 s. While this JVM itself is
     *     held up, that time stands still
     * @param clock what deadlines are measured by
     * @param lent runs what may have to wait for the child, on a thread of its own
     * @throws InterruptedException when interrupted; the child is gone then
     * @throws CamkitException {@code CK-2501} if there is no JVM, {@code CK-2502} if the child did not connect in time, {@code CK-2503} if it
     *     ended before, {@code CK-2505} if its heap is too small to begin with, {@code CK-2507} if there is no place to meet
     */
    public static ChildJvm start(JavaCommand command, Duration silence, Clock clock, Executor lent)
            throws InterruptedException {
        try (MeetingPoint meeting = MeetingPoint.open()) {
            ProcessTree tree = ProcessTree.talking(command.connectingTo(meeting.address()), SETTINGS, meeting::close);
            Clock.Cancellable deadline = clock.schedule(CONNECT, meeting::close);
            tree.whenOver(meeting::close);
            try {
                ChildJvm child = new ChildJvm(command, tree, meeting.accept(), silence, clock, lent);
                child.lookLater();
                return child;
            } catch (IOException e) {
                throw notConnected(command, tree);
            } catch (RuntimeException | Error e) {
                end(tree); // a machine may have no more memory
                throw e;
            } finally {
                deadline.cancel();
            }
        } catch (IOException e) {
            throw new CamkitException(
                    "CK-2507",
                    "no socket for a child could be made: " + e.getMessage(),
                    System.getProperty("java.io.tmpdir"),
                    "let java.io.tmpdir be a folder that may be written to, with a path of less than 60 characters",
                    Retry.RETRY_SLOWLY,
                    e);
        }
    }

    private static CamkitException notConnected(JavaCommand command, ProcessTree tree) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        OptionalInt status = tree.exitStatus();
        interrupted |= !end(tree);
        if (interrupted) {
            throw new InterruptedException();
        }
        return status.isPresent()
                ? died(command, tree, status.getAsInt())
                : new CamkitException(
                        "CK-2502",
                        "the child has not connected within " + CONNECT.toSeconds() + " s",
                        nameOf(command, tree),
                        "see whether the machine is busy; it is started again",
                        Retry.RETRY);
    }

    /** Kills it and waits until it is gone; false if somebody interrupted that, which is forgotten. */
    private static boolean end(ProcessTree tree) {
        tree.kill();
        boolean undisturbed = tree.awaitEnd(KILL);
        tree.killWriters();
        tree.listen();
        tree.release();
        return undisturbed;
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
        long resident = looks++ % LOOKS_A_MEASUREMENT == 0 ? residentBytes() : 0;
        if (!tree.isAlive()) {
            if (foundDead) {
                messages.close(); // who reads has had the time to read to the end
            }
            foundDead = true;
        } else if (resident > command.maxResidentBytes()) {
            kill(new CamkitException(
                    "CK-2505",
                    "the child used " + (resident >> 20) + " MB of " + (command.maxResidentBytes() >> 20),
                    toString(),
                    "nothing, it is started again; if it happens often, choose smaller pictures",
                    Retry.RETRY));
        } else if (silence.isTooLong()) {
            kill(new CamkitException(
                    "CK-2504",
                    "the child has taken no message for " + silence.lasts().toMillis() + " ms",
                    toString(),
                    "nothing, it is started again; if it happens often, the machine may be too slow for what it does",
                    Retry.RETRY));
        } else {
            messages.ping();
        }
    }

    private synchronized void kill(CamkitException why) {
        if (verdict == null && !closed) {
            verdict = why;
            end();
        }
    }

    /** What is said to the child, and what it says. */
    public Messages messages() {
        return messages;
    }

    /** What processor time it has used so far; of one that has ended, what was last seen. */
    public Duration cpuTime() {
        tree.info().totalCpuDuration().ifPresent(time -> cpuTime = time);
        return cpuTime;
    }

    /** The memory it has now; 0 when it has ended, or the system does not tell. */
    public long residentBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + tree.pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
        } catch (IOException e) {
            // it is gone, or this is not Linux
        }
        return 0;
    }

    /** What it said on its outputs: the first 30 lines and the last 30, of each 300 bytes at most. */
    public List<String> said() {
        return tree.said();
    }

    /**
     * Why there are no messages any more. Ends the child if that has not happened, and waits until it is gone, which takes a moment.
     *
     * @return {@code CK-2503} it ended, with its status or signal and what it said last; {@code CK-2504} it took no messages for too long;
     *     {@code CK-2505} it used more memory than allowed; {@code CK-2506} what it sent was no message
     */
    public CamkitException cause() {
        messages.close();
        boolean interrupted = !tree.awaitEnd(GRACE);
        end();
        interrupted |= !tree.awaitEnd(KILL);
        tree.listen();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        CamkitException known = verdict;
        if (known != null) {
            return known;
        }
        ProtocolException fault = messages.fault();
        return fault == null
                ? died(command, tree, tree.exitStatus().orElse(0))
                : new CamkitException(
                        "CK-2506",
                        "the child sent what is no message: " + fault.getMessage(),
                        toString(),
                        "nothing, it is started again; if it happens often, report it",
                        Retry.RETRY);
    }

    private static CamkitException died(JavaCommand command, ProcessTree tree, int status) {
        List<String> said = tree.said();
        return Death.outOfHeap(status, said)
                ? new CamkitException(
                        "CK-2505",
                        "the child needed more than the " + (command.maxHeapBytes() >> 20) + " MB of its heap",
                        nameOf(command, tree),
                        "nothing, it is started again; if it happens often, report it",
                        Retry.RETRY)
                : new CamkitException(
                        "CK-2503",
                        "the child " + Death.of(status, said),
                        nameOf(command, tree),
                        "nothing, it is started again; if it happens often, report it with what it said",
                        Retry.RETRY);
    }

    /** Kills the child and what it started, and ends its messages. Returns at once. Calling it twice does nothing. */
    public void end() {
        messages.close();
        tree.kill();
    }

    /** Ends the child, waits until it is gone, and reads what it said last. Calling it twice does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (look != null) {
                look.cancel();
            }
        }
        end();
        if (!tree.awaitEnd(KILL)) {
            tree.awaitEnd(KILL);
            Thread.currentThread().interrupt();
        }
        tree.killWriters();
        tree.listen();
        tree.release();
    }

    private static String nameOf(JavaCommand command, ProcessTree tree) {
        return command.mainClass() + " (" + tree.pid() + ")";
    }

    /** The program and its process number. */
    @Override
    public String toString() {
        return nameOf(command, tree);
    }
}
