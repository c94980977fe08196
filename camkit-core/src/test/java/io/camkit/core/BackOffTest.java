package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

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
    void whatIsMadeHereIsTriedAgainAtOnceAndThenAsUsual() {
        BackOff made = BackOff.firstAtOnce(new SplittableRandom(7));
        for (int i = 0; i < 3; i++) {
            assertTrue(made.next(Retry.RETRY).compareTo(Duration.ofMillis(100)) <= 0);
            assertTrue(made.next(Retry.RETRY).compareTo(BackOff.SHORTEST) >= 0);
            assertTrue(made.next(Retry.RETRY).compareTo(BackOff.SHORTEST.multipliedBy(2)) > 0);
            made.ran(Duration.ofSeconds(2).toNanos());
        }
    }

    @Test
    void whatIsMadeHereAndRanOnlyAMomentWaitsEverLonger() {
        BackOff made = BackOff.firstAtOnce(new SplittableRandom(7));
        for (int i = 0; i < 5; i++) {
            made.next(Retry.RETRY);
            made.ran(Duration.ofMillis(1900).toNanos());
        }

        assertTrue(made.next(Retry.RETRY).compareTo(Duration.ofSeconds(2)) > 0);
    }

    @Test
    void afterTheFirstFrameWaitsAreShortAgain() {
        waits(10);
        backOff.ran(0);

        assertTrue(backOff.next(Retry.RETRY).compareTo(Duration.ofMillis(600)) <= 0);
    }
}
