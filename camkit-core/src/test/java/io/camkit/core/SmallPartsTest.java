package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException.Retry;
import io.camkit.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The parts that are too small for a file of tests each. */
class SmallPartsTest {
    private static final long SECOND = 1_000_000_000L;

    @Nested
    class BackOffTest {
        private final BackOff backOff = new BackOff(new SplittableRandom(7));

        private List<Duration> waits(int count) {
            List<Duration> waits = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                waits.add(backOff.next(Retry.RETRY));
            }
            return waits;
        }

        @Test
        void waitsStayBetweenHalfASecondAndThree() {
            for (Duration wait : waits(1000)) {
                assertTrue(wait.compareTo(BackOff.SHORTEST) >= 0 && wait.compareTo(BackOff.LONGEST) <= 0, "" + wait);
            }
        }

        @Test
        void waitsGrow() {
            List<Duration> waits = waits(4);

            assertTrue(waits.get(0).compareTo(Duration.ofMillis(600)) <= 0);
            assertTrue(waits.get(3).compareTo(Duration.ofMillis(2400)) >= 0);
        }

        @Test
        void camerasDoNotComeBackAllAtOnce() {
            assertTrue(waits(100).stream().distinct().count() > 90);
        }

        @Test
        void aSlowRetryIsNoStepOfTheFastOne() {
            assertEquals(Duration.ofSeconds(15), backOff.next(Retry.RETRY_SLOWLY));
            assertTrue(backOff.next(Retry.RETRY).compareTo(Duration.ofMillis(600)) <= 0);
        }

        @Test
        void afterAResetWaitsAreShortAgain() {
            waits(10);
            backOff.reset();

            assertTrue(backOff.next(Retry.RETRY).compareTo(Duration.ofMillis(600)) <= 0);
        }
    }

    @Nested
    class RateMeterTest {
        private final RateMeter meter = new RateMeter();

        @Test
        void nothingIsKnownBeforeTwoReadings() {
            assertEquals(0, meter.rate().framesPerSecond());
            meter.note(0, 10, 1000);
            assertEquals(0, meter.rate().framesPerSecond());
        }

        @Test
        void theRateIsThatOfTheLastSeconds() {
            for (int quarter = 0; quarter <= 40; quarter++) {
                meter.note(quarter * SECOND / 4, quarter * 5L, quarter * 1000L);
            }

            assertEquals(20, meter.rate().framesPerSecond(), 0.01);
            assertEquals(32_000, meter.rate().bitsPerSecond());
        }

        @Test
        void aStreamThatStoppedComesToZero() {
            for (int quarter = 0; quarter <= 60; quarter++) {
                meter.note(quarter * SECOND / 4, Math.min(quarter, 20), 0);
            }

            assertEquals(0, meter.rate().framesPerSecond());
        }
    }

    @Nested
    class KeyFrameRequestsTest {
        private final ManualClock clock = new ManualClock();
        private final AtomicInteger forwarded = new AtomicInteger();
        private final KeyFrameRequests requests =
                new KeyFrameRequests(clock, clock.executor(), forwarded::incrementAndGet);

        @Test
        void requestsWithinASecondAreOne() {
            for (int i = 0; i < 100; i++) {
                requests.request();
                clock.advance(Duration.ofMillis(9));
            }

            assertEquals(1, forwarded.get());
        }

        @Test
        void afterASecondTheNextOneIsForwarded() {
            requests.request();
            clock.advance(Duration.ofSeconds(1));
            requests.request();
            clock.runPending();

            assertEquals(2, forwarded.get());
        }
    }

    @Nested
    class ByteBudgetTest {
        private final ByteBudget budget = new ByteBudget(100);

        @Test
        void withinTheBoundNothingIsAskedOfAnybody() {
            budget.join();
            budget.add(100);

            assertFalse(budget.asksOf(100));
        }

        @Test
        void beyondItWhoeverHoldsMoreThanHisShareIsAsked() {
            budget.join();
            budget.join();
            budget.add(110);

            assertTrue(budget.asksOf(60));
            assertFalse(budget.asksOf(50));
        }

        @Test
        void whoLeavesMakesRoom() {
            budget.join();
            budget.join();
            budget.add(110);
            budget.leave();

            assertFalse(budget.asksOf(60));
        }
    }

    @Nested
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
}
