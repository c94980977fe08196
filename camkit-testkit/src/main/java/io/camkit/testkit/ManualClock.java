package io.camkit.testkit;

import io.camkit.Clock;
import io.camkit.spi.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Time that passes when a test says so.
 *
 * <p>{@link #advance} runs what is due, in order and in the caller's thread, each task at exactly its time. {@link #executor()} is a
 * worker of the same kind: its tasks run during {@link #advance} and {@link #runPending()} alone. A kit made with both does nothing
 * by itself, so that a test is the same every time.
 *
 * <p><b>Threading.</b> Scheduling, executing and reading the time from any thread; advancing from one at a time.
 */
public final class ManualClock implements Clock {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final PriorityQueue<Scheduled> timers =
            new PriorityQueue<>(Comparator.comparingLong(Scheduled::dueNanos).thenComparingLong(Scheduled::order));
    private final Queue<Runnable> pending = new ArrayDeque<>();
    private long nanos = Duration.ofHours(1).toNanos();
    private Instant wall = START;
    private long order;
    private boolean turning;

    private record Scheduled(long dueNanos, long order, Runnable task) {}

    /** A clock that stands at 2026-03-01T12:00:00Z and at one hour of {@link #nanos()}. */
    public ManualClock() {}

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return wall;
    }

    @Override
    public synchronized Cancellable schedule(Duration delay, Runnable task) {
        Scheduled timer = new Scheduled(nanos + Math.max(0, delay.toNanos()), order++, task);
        timers.add(timer);
        return () -> cancel(timer);
    }

    private synchronized void cancel(Scheduled timer) {
        timers.remove(timer);
    }

    /** A worker whose tasks wait for {@link #advance} or {@link #runPending()}; they run in the order given. */
    public Executor executor() {
        return this::enqueue;
    }

    private synchronized void enqueue(Runnable task) {
        pending.add(task);
    }

    /** Scheduled tasks that are neither run nor cancelled. */
    public synchronized int armed() {
        return timers.size();
    }

    /** Moves the wall alone, as somebody who sets the system's clock does. {@link #nanos()} does not notice. */
    public synchronized void jumpTo(Instant wallTime) {
        wall = wallTime;
    }

    /** Runs what is due now and what {@link #executor()} was given, and what those add, until there is nothing left. */
    public void runPending() {
        advance(Duration.ZERO);
    }

    /**
     * Lets time pass: runs everything that falls due on the way, each at its time, and what {@link #executor()} was given, between them.
     * What a task throws ends the advance there and comes out of it.
     *
     * @throws IllegalStateException when a task advances the clock that runs it
     */
    public void advance(Duration time) {
        long end = begin(time);
        try {
            for (Runnable task = next(end); task != null; task = next(end)) {
                task.run();
            }
        } finally {
            finish();
        }
    }

    private synchronized long begin(Duration time) {
        if (turning) {
            throw new IllegalStateException("the clock is being advanced already");
        }
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + time);
        }
        turning = true;
        return nanos + time.toNanos();
    }

    private synchronized void finish() {
        turning = false;
    }

    private synchronized @Nullable Runnable next(long end) {
        Runnable work = pending.poll();
        if (work != null) {
            return work;
        }
        Scheduled timer = timers.peek();
        if (timer == null || timer.dueNanos() > end) {
            moveTo(end);
            return null;
        }
        timers.remove();
        moveTo(Math.max(nanos, timer.dueNanos()));
        return timer.task();
    }

    private void moveTo(long then) {
        wall = wall.plusNanos(then - nanos);
        nanos = then;
    }
}
