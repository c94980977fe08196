package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int RATE = 90_000;
    private static final int STEP = RATE / 25;

    private int repairs;

    private Timeline live() {
        return new Timeline(false, () -> repairs++);
    }

    private Timeline paced() {
        return new Timeline(true, () -> repairs++);
    }

    @Test
    void theFirstFrameIsPutAtItsArrivalAndOthersWhereTheySay() {
        Timeline timeline = live();

        assertEquals(100L * RATE, timeline.place(7777, RATE, 100 * SECOND));
        assertEquals(100L * RATE + STEP, timeline.place(7777 + STEP, RATE, 100 * SECOND + 1));
        assertEquals(100L * RATE - STEP, timeline.place(7777 - STEP, RATE, 101 * SECOND));
        assertEquals(0, repairs);
    }

    @Test
    void pictureAndSoundShareOneTime() {
        Timeline timeline = live();
        timeline.place(90_000, RATE, 100 * SECOND);

        assertEquals(100L * 48_000 + 480, timeline.place(48_480, 48_000, 100 * SECOND));
    }

    @Test
    void aLiveInputWhoseTimeJumpsGoesOnWithItsArrival() {
        Timeline timeline = live();
        timeline.place(0, RATE, 100 * SECOND);

        assertEquals(101L * RATE, timeline.place(5_000L * RATE, RATE, 101 * SECOND));
        assertEquals(102L * RATE, timeline.place(5_001L * RATE, RATE, 102 * SECOND));
        assertEquals(1, repairs);
    }

    @Test
    void aPacedInputWhoseTimeJumpsGoesOnWithoutAGap() {
        Timeline timeline = paced();
        timeline.place(0, RATE, 100 * SECOND);

        assertEquals(100L * RATE + STEP, timeline.place(5_000L * RATE, RATE, 100 * SECOND));
        assertEquals(1, repairs);
    }

    @Test
    void anInputThatBeginsAgainGoesOnWithoutAGap() {
        Timeline timeline = paced();
        timeline.place(0, RATE, 100 * SECOND);
        timeline.place(RATE, RATE, 101 * SECOND);
        timeline.restart();

        assertEquals(101L * RATE + STEP, timeline.place(0, RATE, 101 * SECOND));
        assertEquals(0, repairs);
    }

    @Test
    void aPacedInputThatStalledDoesNotHurryToCatchUp() {
        Timeline timeline = paced();
        timeline.place(0, RATE, 100 * SECOND);

        assertEquals(105L * RATE, timeline.place(STEP, RATE, 105 * SECOND));
        assertEquals(1, repairs);
    }

    @Test
    void aPacedFrameCountsAsCapturedWhenItsTimeComes() {
        assertEquals(7 * SECOND, paced().captured(7L * RATE, RATE, 3 * SECOND));
        assertEquals(3 * SECOND, live().captured(7L * RATE, RATE, 3 * SECOND));
    }
}
