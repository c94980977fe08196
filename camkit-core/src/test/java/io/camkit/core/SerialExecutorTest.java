package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SerialExecutorTest {
    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final ManualClock threads = new ManualClock();
    private final SerialExecutor serial = new SerialExecutor(threads.executor());
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void tasksRunInOrder() {
        serial.execute(() -> {
            ran.add(1);
            serial.execute(() -> ran.add(3));
        });
        serial.execute(() -> ran.add(2));
        threads.runPending();

        assertEquals(List.of(1, 2, 3), ran);
    }

    @Test
    void aTaskThatThrowsIsLoggedAndTheNextOneRuns() {
        serial.execute(() -> {
            throw new IllegalStateException("bug");
        });
        serial.execute(() -> ran.add(1));
        threads.runPending();

        assertEquals(List.of(1), ran);
        assertEquals(1, log.lines("an internal task failed").size());
    }

    @Test
    void aTaskThatComesAfterTheEndIsForgotten() {
        var ended = new SerialExecutor(task -> {
            throw new RejectedExecutionException("shut down");
        });

        ended.execute(() -> ran.add(1));

        assertEquals(List.of(), ran);
    }

    @Test
    void tasksFromManyThreadsNeverOverlap() throws InterruptedException {
        var parallel = new SerialExecutor(task -> new Thread(task).start());
        var inside = new AtomicInteger();
        var overlaps = new AtomicInteger();
        var done = new java.util.concurrent.CountDownLatch(4000);
        for (int thread = 0; thread < 4; thread++) {
            new Thread(() -> {
                        for (int i = 0; i < 1000; i++) {
                            parallel.execute(() -> {
                                overlaps.addAndGet(inside.getAndIncrement());
                                inside.decrementAndGet();
                                done.countDown();
                            });
                        }
                    })
                    .start();
        }

        assertTrue(done.await(20, java.util.concurrent.TimeUnit.SECONDS));
        assertEquals(0, overlaps.get());
    }
}
