package io.camkit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private final ManualClock clock = new ManualClock();
    private final long start = clock.nanos();
    private final List<String> done = new ArrayList<>();

    @Test
    void tasksRunInTheOrderOfTheirTimesAndEachAtItsTime() {
        clock.schedule(Duration.ofSeconds(2), () -> note("second"));
        clock.schedule(Duration.ofSeconds(1), () -> note("first"));

        clock.advance(Duration.ofSeconds(3));

        assertEquals(List.of("first at 1000 ms", "second at 2000 ms"), done);
        assertEquals(Duration.ofSeconds(3).toNanos(), clock.nanos() - start);
    }

    @Test
    void tasksOfOneTimeRunInTheOrderOfScheduling() {
        clock.schedule(Duration.ofSeconds(1), () -> note("a"));
        clock.schedule(Duration.ofSeconds(1), () -> note("b"));

        clock.advance(Duration.ofSeconds(1));

        assertEquals(List.of("a at 1000 ms", "b at 1000 ms"), done);
    }

    @Test
    void whatATaskSchedulesRunsInTheSameAdvanceWhenItFallsDue() {
        clock.schedule(Duration.ofSeconds(1), () -> clock.schedule(Duration.ofSeconds(1), () -> note("then")));

        clock.advance(Duration.ofSeconds(2));

        assertEquals(List.of("then at 2000 ms"), done);
    }

    @Test
    void aCancelledTaskDoesNotRun() {
        Clock.Cancellable cancelled = clock.schedule(Duration.ofSeconds(1), () -> note("never"));
        cancelled.cancel();
        cancelled.cancel();

        clock.advance(Duration.ofSeconds(2));

        assertEquals(List.of(), done);
        assertEquals(0, clock.armed());
    }

    @Test
    void nothingRunsBeforeItsTime() {
        clock.schedule(Duration.ofSeconds(1), () -> note("early"));

        clock.advance(Duration.ofMillis(999));

        assertEquals(List.of(), done);
        assertEquals(1, clock.armed());
    }

    @Test
    void workersRunOnlyWhenTheClockIsTurned() {
        clock.executor().execute(() -> note("work"));
        assertEquals(List.of(), done);

        clock.runPending();

        assertEquals(List.of("work at 0 ms"), done);
    }

    @Test
    void workComesBeforeTheNextTimer() {
        clock.schedule(Duration.ofSeconds(1), () -> clock.executor().execute(() -> note("work of the first")));
        clock.schedule(Duration.ofSeconds(1), () -> note("second"));

        clock.advance(Duration.ofSeconds(1));

        assertEquals(List.of("work of the first at 1000 ms", "second at 1000 ms"), done);
    }

    @Test
    void theWallMayJumpAndGoesOnFromThere() {
        clock.jumpTo(Instant.parse("2030-01-01T00:00:00Z"));

        clock.advance(Duration.ofSeconds(5));

        assertEquals(Instant.parse("2030-01-01T00:00:05Z"), clock.now());
        assertEquals(Duration.ofSeconds(5).toNanos(), clock.nanos() - start);
    }

    @Test
    void aTaskThatTurnsItsOwnClockIsTold() {
        clock.schedule(Duration.ZERO, () -> clock.advance(Duration.ofSeconds(1)));

        assertThrows(IllegalStateException.class, clock::runPending);
    }

    @Test
    void aTaskThatFailsIsHeardAndTheClockStillTurns() {
        clock.schedule(Duration.ofSeconds(1), () -> {
            throw new IllegalArgumentException("broken");
        });
        clock.schedule(Duration.ofSeconds(1), () -> note("after"));

        assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofSeconds(2)));
        clock.advance(Duration.ofSeconds(1));

        assertEquals(List.of("after at 1000 ms"), done);
    }

    private void note(String what) {
        done.add(what + " at " + Duration.ofNanos(clock.nanos() - start).toMillis() + " ms");
    }
}
