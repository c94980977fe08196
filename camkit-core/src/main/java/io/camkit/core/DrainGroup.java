package io.camkit.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * The cursors of one channel that share an executor: one task moves all of them, and however often they are woken, at most one task
 * waits. No two threads ever drain one group at once, whatever kind of executor it is.
 */
final class DrainGroup implements Runnable {
    /** Frames a cursor may take before the next one has its turn. */
    private static final int TURN = 32;

    private enum Phase {
        IDLE,
        SCHEDULED,
        RUNNING,
        WOKEN_WHILE_RUNNING
    }

    private final Executor executor;
    private final BiConsumer<DrainGroup, Throwable> onRejected;
    private final List<Cursor> cursors = new CopyOnWriteArrayList<>();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);

    /** @param onRejected told when the executor does not take a task; this group never runs again */
    DrainGroup(Executor executor, BiConsumer<DrainGroup, Throwable> onRejected) {
        this.executor = executor;
        this.onRejected = onRejected;
    }

    Executor executor() {
        return executor;
    }

    List<Cursor> cursors() {
        return cursors;
    }

    /** Something may be there for a cursor of this group. Any thread. */
    void wake() {
        while (true) {
            Phase now = phase.get();
            if (now == Phase.IDLE) {
                if (phase.compareAndSet(Phase.IDLE, Phase.SCHEDULED)) {
                    submit();
                    return;
                }
            } else if (now != Phase.RUNNING || phase.compareAndSet(Phase.RUNNING, Phase.WOKEN_WHILE_RUNNING)) {
                return;
            }
        }
    }

    private void submit() {
        try {
            executor.execute(this);
        } catch (RuntimeException | Error e) {
            // somebody else's executor: whatever it throws is not the writer's trouble
            onRejected.accept(this, e);
        }
    }

    @Override
    public void run() {
        phase.set(Phase.RUNNING);
        boolean more = false;
        for (Cursor cursor : cursors) {
            more |= cursor.drain(TURN);
        }
        if (more || !phase.compareAndSet(Phase.RUNNING, Phase.IDLE)) {
            phase.set(Phase.SCHEDULED);
            submit();
        }
    }
}
