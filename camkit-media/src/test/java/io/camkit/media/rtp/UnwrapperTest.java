package io.camkit.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class UnwrapperTest {
    private static final long SECOND = 1_000_000_000L;

    private final SequenceUnwrapper sequences = new SequenceUnwrapper();
    private final TimestampUnwrapper times = new TimestampUnwrapper(90_000);

    @Test
    void sequenceNumbersRunOnWhereTheyWrap() {
        assertEquals(65_535, sequences.unwrap(65_535));
        assertEquals(65_536, sequences.unwrap(0));
        assertEquals(65_535, sequences.unwrap(65_535), "one that comes late");
        assertEquals(65_538, sequences.unwrap(2));
    }

    @Test
    void aSenderThatStartsAnewGoesOnBehindAGap() {
        sequences.unwrap(100);
        assertEquals(102, sequences.unwrap(30_000));
        assertEquals(103, sequences.unwrap(30_001));
        assertEquals(105, sequences.unwrap(5));
        assertEquals(106, sequences.unwrap(6));
    }

    @Test
    void theFirstTimeIsThatOfArrivalAndOneSecondAtLeast() {
        assertEquals(90_000, new TimestampUnwrapper(90_000).unwrap(5, -7));
        assertEquals(1_234_567_890L * 90_000 + 45_000, times.unwrap(5, 1_234_567_890L * SECOND + SECOND / 2));
    }

    @Test
    void timeStampsRunOnWhereTheyWrap() {
        times.unwrap(-1800, SECOND);
        assertEquals(93_600, times.unwrap(1800, SECOND));
        assertEquals(91_800, times.unwrap(0, SECOND), "shown earlier");
    }

    @Test
    void aTimeStampThatStraysIsReplacedByTheArrivalClock() {
        times.unwrap(0, SECOND);
        assertEquals(270_000, times.unwrap(1 << 30, 3 * SECOND));
        assertEquals(273_600, times.unwrap((1 << 30) + 3600, 3 * SECOND));
        assertEquals(363_600, times.unwrap(0, 4 * SECOND));
    }

    @Test
    void aPauseThatTheArrivalClockSawTooIsNoFault() {
        times.unwrap(0, SECOND);
        assertEquals(90_000 + 90_000 * 3600, times.unwrap(90_000 * 3600, 3601 * SECOND));
    }
}
