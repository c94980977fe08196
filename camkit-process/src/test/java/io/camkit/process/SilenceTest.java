package io.camkit.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private final ManualClock clock = new ManualClock();
    private final Window window = new Window();
    private Duration cpuTime = Duration.ZERO;
    private final Silence silence =
            new Silence(window, () -> cpuTime, Duration.ofSeconds(1), Duration.ofSeconds(5), clock);

    @Test
    void itIsTooLongWhenNothingWasTakenForASecond() throws Exception {
        window.enter();
        assertFalse(looksAfter(250, 250, 250, 249));
        assertTrue(looksAfter(1));
    }

    @Test
    void whoHasTakenEverythingIsNotSilent() throws Exception {
        assertFalse(looksAfter(500, 500, 500, 500));
        window.enter();
        assertFalse(looksAfter(500));
    }

    @Test
    void everythingThatIsTakenBeginsItAnew() throws Exception {
        for (int i = 0; i < 10; i++) {
            window.enter();
            assertFalse(looksAfter(400, 400));
            window.taken();
        }
    }

    @Test
    void aMachineThatWasHeldUpCountsForHalfASecondAlone() throws Exception {
        window.enter();
        assertFalse(looksAfter(3_600_000));
        assertTrue(looksAfter(250, 250));
    }

    @Test
    void whoWorksHasLonger() throws Exception {
        window.enter();
        for (int i = 0; i < 9; i++) {
            cpuTime = cpuTime.plusMillis(10);
            assertFalse(looksAfter(500));
        }
        cpuTime = cpuTime.plusMillis(10);
        assertTrue(looksAfter(500));
    }

    @Test
    void whoWorkedAndStopsHasNoLongerThanOthers() throws Exception {
        window.enter();
        cpuTime = Duration.ofMillis(400);
        assertFalse(looksAfter(500, 500));
        assertTrue(looksAfter(500));
    }

    private boolean looksAfter(int... millis) {
        boolean tooLong = false;
        for (int time : millis) {
            clock.advance(Duration.ofMillis(time));
            tooLong = silence.isTooLong();
        }
        return tooLong;
    }
}
