package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.codec.javacv.SoundClock.Place;
import org.junit.jupiter.api.Test;

class SoundClockTest {
    private static final int RATE = 8000;

    private final SoundClock clock = new SoundClock(RATE);

    @Test
    void theFirstPacketBeginsAnewWhereverItIs() {
        assertEquals(Place.ANEW, clock.place(-5));
    }

    @Test
    void aPacketFollowsWhereTheOneBeforeEnded() {
        heard(1000, 160);

        assertEquals(Place.NEXT, clock.place(1160));
    }

    @Test
    void lessThanTenMillisecondsAreNoGap() {
        heard(1000, 160);

        assertEquals(Place.NEXT, clock.place(1160 + 79));
        assertEquals(Place.AFTER_GAP, clock.place(1160 + 80));
    }

    @Test
    void whatIsMissingIsCountedInSamplesOfTheDecoder() {
        heard(1000, 160);
        clock.place(1160 + 800);

        assertEquals(4800, clock.missing(48_000));
    }

    @Test
    void moreThanHalfASecondIsAJump() {
        heard(1000, 160);

        assertEquals(Place.AFTER_GAP, clock.place(1160 + 4000));
        assertEquals(Place.ANEW, clock.place(1160 + 4001));
    }

    @Test
    void aPacketFarBeforeTheEndOfTheOthersIsTooLate() {
        heard(1000, 8000);

        assertEquals(Place.NEXT, clock.place(9000 - 800));
        assertEquals(Place.TOO_LATE, clock.place(9000 - 801));
    }

    @Test
    void samplesOfADoubledRateFillTheSameTime() {
        clock.place(0);
        clock.filled(2048, 2 * RATE);

        assertEquals(Place.NEXT, clock.place(1024));
        assertEquals(0, clock.missing(RATE));
    }

    private void heard(long pts, int samples) {
        clock.place(pts);
        clock.filled(samples, RATE);
    }
}
