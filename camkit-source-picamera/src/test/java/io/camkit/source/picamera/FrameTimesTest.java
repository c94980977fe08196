package io.camkit.source.picamera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTimesTest {
    private static final long MILLI = 1_000_000;

    private final FrameTimes times = new FrameTimes(30);

    @Test
    void arrivalsAtThePaceAreAFrameApart() {
        long first = times.next(0);
        for (int frame = 1; frame < 100; frame++) {
            long now = times.next(frame * 1_000_000_000L / 30);
            assertTrue(Math.abs(now - first - frame * 3000L) <= 1, "frame " + frame + " at " + now);
        }
    }

    @Test
    void theJitterOfThePipeIsSmoothed() {
        Random random = new Random(1);
        long last = times.next(0);
        for (int frame = 1; frame < 1000; frame++) {
            long now = times.next(frame * 1_000_000_000L / 30 + random.nextInt(20) * MILLI);
            assertTrue(Math.abs(now - last - 3000) < 400, "a step of " + (now - last));
            last = now;
        }
    }

    @Test
    void aSlowerCameraIsFollowed() {
        long stamp = 0;
        for (int frame = 0; frame < 1000; frame++) {
            stamp = times.next(50 * MILLI * frame);
        }

        assertTrue(Math.abs(stamp - 999 * 4500) < 30_000, "a second's third behind at most, but at " + stamp);
    }

    @Test
    void aPauseIsKept() {
        times.next(0);
        times.next(33 * MILLI);

        assertEquals(90_000 * 10, times.next(10_000 * MILLI));
    }

    @Test
    void timeNeverStandsStillNorGoesBack() {
        long last = times.next(5_000 * MILLI);
        for (int frame = 0; frame < 100; frame++) {
            long now = times.next(frame % 2 * MILLI);
            assertTrue(now > last);
            last = now;
        }
    }
}
