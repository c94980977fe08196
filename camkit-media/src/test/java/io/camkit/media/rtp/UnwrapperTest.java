package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UnwrapperTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long FRAME = SECOND / 25;

    private final SequenceUnwrapper sequences = new SequenceUnwrapper();
    private final AtomicInteger repairs = new AtomicInteger();
    private final TimestampUnwrapper times = new TimestampUnwrapper(90_000, repairs::incrementAndGet);

    @Test
    void sequenceNumbersRunOnWhereTheyWrap() {
        assertEquals(65_535, sequences.unwrap(65_535));
        assertEquals(65_536, sequences.unwrap(0));
        assertEquals(65_535, sequences.unwrap(65_535), "one that comes late");
        assertEquals(65_538, sequences.unwrap(2));
    }

    @Test
    void aSenderThatStartsAnewGoesOnBehindAllOthers() {
        sequences.unwrap(100);
        sequences.restart(30_000);
        assertEquals(101, sequences.unwrap(30_000));
        assertEquals(102, sequences.unwrap(30_001));
    }

    @Test
    void aNumberFarAheadOrFarBehindIsNotNear() {
        sequences.unwrap(65_500);
        assertTrue(sequences.isNear(20));
        assertTrue(sequences.isNear(65_000));
        assertFalse(sequences.isNear(3000));
        assertFalse(sequences.isNear(60_000));
    }

    @Test
    void theFirstTimeIsThatOfArrivalAndOneSecondAtLeast() {
        assertEquals(90_000, times.unwrap(5, -7, false));
        times.restart();
        assertEquals(1_234_567_890L * 90_000 + 45_000, times.unwrap(5, 1_234_567_890L * SECOND + SECOND / 2, false));
    }

    @Test
    void timeStampsRunOnWhereTheyWrap() {
        times.unwrap(-1800, SECOND, true);
        assertEquals(93_600, times.unwrap(1800, SECOND, true));
        assertEquals(91_800, times.unwrap(0, SECOND, true), "shown earlier");
    }

    @Test
    void aTimeStampThatStraysIsReplacedByTheArrivalClock() {
        times.unwrap(0, SECOND, true);
        assertEquals(270_000, times.unwrap(1 << 30, 3 * SECOND, true));
        assertEquals(273_600, times.unwrap((1 << 30) + 3600, 3 * SECOND, true));
        assertEquals(363_600, times.unwrap(0, 4 * SECOND, true));
        assertEquals(2, repairs.get());
    }

    @Test
    void aPauseThatTheArrivalClockSawTooIsNoFault() {
        times.unwrap(0, SECOND, false);
        assertEquals(90_000 + 90_000 * 3600, times.unwrap(90_000 * 3600, 3601 * SECOND, false));
        assertEquals(0, repairs.get());
    }

    @Test
    void aConstantTimeStampIsReplacedEachTime() {
        for (int i = 0; i < 50; i++) {
            assertEquals(90_000 + i * 3600, times.unwrap(7, SECOND + i * FRAME, true));
        }
        assertEquals(49, repairs.get());
    }

    @Test
    void withoutReorderingATimeStampThatGoesBackIsReplaced() {
        times.unwrap(9000, SECOND, false);
        assertEquals(93_600, times.unwrap(5400, SECOND + FRAME, false));
        assertEquals(97_200, times.unwrap(9000, SECOND + 2 * FRAME, false));
        assertEquals(1, repairs.get());
    }

    @Test
    void aClockThatRunsTwiceAsFastIsGivenUpWhenItIsTenSecondsAhead() {
        long before = 0;
        for (int i = 0; i < 1000; i++) {
            long ticks = times.unwrap(2 * i * 3600, SECOND + i * FRAME, false);
            assertTrue(ticks > before, "times rise");
            before = ticks;
        }
        long arrival = 90_000 + 999 * 3600;
        assertTrue(Math.abs(before - arrival - 10 * 90_000) <= 3600, before + " is not ten seconds ahead");
        assertEquals(1000 - 251, repairs.get());
    }

    @Test
    void whatRepairedTimesReachedIsNotUsedAgain() {
        times.unwrap(0, SECOND, false);
        times.reached(96_000);
        assertTrue(times.unwrap(3000, SECOND + FRAME, false) > 96_000);
    }
}
