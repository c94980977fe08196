package io.camkit.media.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DecodeTimesTest {
    private static final int TICKS = 3600;

    private final DecodeTimes times = new DecodeTimes();

    @Test
    void withoutReorderingBothTimesAreEqual() {
        for (int i = 0; i < 5; i++) {
            assertEquals((long) i * TICKS, next(i, 0));
        }
    }

    @Test
    void reorderedPicturesAreDecodedAtEqualDistances() {
        int[] shown = {0, 4, 2, 1, 3, 8, 6, 5, 7};
        for (int i = 0; i < shown.length; i++) {
            assertEquals((i - 2L) * TICKS, next(shown[i], 2));
        }
    }

    @Test
    void anUnknownDepthIsLearntFromTheFirstPictureThatIsShownEarlier() {
        int[] shown = {0, 3, 1, 2, 6, 4, 5, 9, 7, 8, 12, 10, 11};
        long last = Long.MIN_VALUE;
        for (int i = 0; i < shown.length; i++) {
            long dts = next(shown[i], Sps.UNKNOWN);
            assertTrue(dts > last);
            assertTrue(i < 6 || dts <= (long) shown[i] * TICKS, "shown before it is decoded: " + shown[i]);
            last = dts;
        }
    }

    @Test
    void equalAndBackwardTimesStillRise() {
        long first = times.next(1000, TICKS, 0);
        long second = times.next(1000, TICKS, 0);
        long third = times.next(900, TICKS, 0);

        assertTrue(first < second && second < third);
    }

    private long next(int shown, int depth) {
        return times.next((long) shown * TICKS, TICKS, depth);
    }
}
