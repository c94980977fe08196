package io.camkit.sink.hls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.Track;
import org.junit.jupiter.api.Test;

class LiveTimesTest {
    private static final long STEP = 3600;

    private final Track track = Track.video(Codec.H264, 90_000, 1280, 720).withFrameRate(25);
    private final LiveTimes times = new LiveTimes(track);

    @Test
    void aSteadyCameraKeepsItsOwnTimes() {
        for (int i = 0; i < 5; i++) {
            assertEquals(i * STEP, write(i * STEP));
            assertEquals(STEP, times.duration());
        }
    }

    @Test
    void theTimeOfAPauseIsLeftOut() {
        write(0);
        write(STEP);

        assertEquals(2 * STEP, write(100 * STEP));
        assertEquals(STEP, times.duration());
        assertEquals(3 * STEP, write(101 * STEP));
    }

    @Test
    void aFrameHasTheSameTimeForWhoComesLater() {
        long[] dts = {0, STEP, 50 * STEP, 51 * STEP, 90 * STEP};
        long[] first = new long[dts.length];
        for (int i = 0; i < dts.length; i++) {
            first[i] = write(dts[i]);
        }

        for (int i = 0; i < dts.length; i++) {
            assertEquals(first[i], write(dts[i]));
            assertEquals(STEP, times.duration());
        }
    }

    @Test
    void aNewRateIsBelievedWhenItIsSeenTwice() {
        write(0);
        write(STEP);
        write(6 * STEP);
        assertEquals(STEP, times.duration());

        write(11 * STEP);
        assertEquals(5 * STEP, times.duration());
    }

    @Test
    void noBrowserSeesAGapWhateverTheCameraDoes() {
        LiveTimes changing = new LiveTimes(track.withFrameRate(0));
        long dts = 0;
        long[] steps = {3600, 18_000, 18_000, 18_000, 1, 3600, 450_000, 450_000, 3600, 9000, 3600, 27_000};
        changing.see(dts);
        for (int i = 0; i < 10 * steps.length; i++) {
            long before = changing.decodeTime(dts);
            long lasts = changing.duration();
            dts += steps[i % steps.length];
            changing.see(dts);

            long apart = changing.decodeTime(dts) - before;
            assertTrue(apart > 0 && apart <= 2 * lasts, apart + " ticks after a frame of " + lasts);
        }
    }

    @Test
    void aFrameRightBehindAnotherIsNotTakenForTheRate() {
        write(0);
        write(1);

        assertTrue(times.duration() >= STEP / 2, "lasts " + times.duration());
    }

    @Test
    void noFrameIsSaidToLastLongerThanASecond() {
        write(0);
        write(900_000);
        write(1_800_000);

        assertEquals(90_000, times.duration());
    }

    private long write(long dts) {
        times.see(dts);
        return times.decodeTime(dts);
    }
}
