package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.Track;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RingTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int KIB = 1 << 10;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final Frames h264 = Frames.of(Frames.h264(), leaks.allocator());
    private final Frames jpeg = Frames.of(Frames.jpeg(), leaks.allocator());
    private final Frames sound = Frames.of(Track.audio(Codec.PCMU, 8000, 1), leaks.allocator());
    private final ByteBudget budget = new ByteBudget(1 << 20);
    private final Ring ring = new Ring(List.of(budget), SECOND);

    @AfterEach
    void closeRing() {
        ring.close();
    }

    private boolean append(Frame... frames) {
        boolean lost = false;
        for (Frame frame : frames) {
            lost |= ring.append(frame);
        }
        return lost;
    }

    /** {@code count} groups of {@code length}, from the n-th frame on. */
    private void groups(int from, int count, int length) {
        for (int n = from; n < from + count * length; n++) {
            append(h264.nth(n, length));
        }
    }

    @Test
    void anEmptyRingOffersNothing() {
        assertEquals(0, ring.head());
        assertEquals(0, ring.tail());
        assertEquals(Ring.NONE, ring.newestKey());
    }

    @Test
    void aFrameIsTakenByItsNumber() {
        append(h264.key(0), h264.delta(1));

        Frame taken = ring.take(1);

        assertNotNull(taken);
        assertEquals(1, RecordingReader.number(taken));
        taken.release();
    }

    @Test
    void aFrameThatWasTakenOutlivesItsEviction() {
        append(h264.key(0));
        Frame taken = ring.take(0);

        ring.clear();

        assertNotNull(taken);
        assertEquals(0, taken.payload().get(0));
        taken.release();
        assertNull(ring.take(0));
    }

    @Test
    void theWholeNewestGroupIsKeptHoweverLongItIs() {
        groups(0, 1, 200);

        assertEquals(0, ring.tail());
        assertEquals(200, ring.head());
        assertEquals(0, ring.newestKey());
    }

    @Test
    void theLastSecondIsKeptWhenGroupsAreShorter() {
        groups(0, 20, 5);

        // 100 frames at 25 a second; the newest is at 3.96 s, the last key frame at or before 2.96 s is number 70
        assertEquals(70, ring.tail());
        assertEquals(95, ring.newestKey());
    }

    @Test
    void whatWasAskedForIsKeptBeginningWithAKeyFrame() {
        ring.window(3 * SECOND);

        groups(0, 10, 25);

        // the newest is at 9.96 s, the last key frame at or before 6.96 s is number 150
        assertEquals(150, ring.tail());
    }

    @Test
    void ofPicturesThatStandAloneTheLastSecondIsKept() {
        for (int n = 0; n < 100; n++) {
            append(jpeg.key(n));
        }

        assertEquals(74, ring.tail());
        assertEquals(99, ring.newestKey());
    }

    @Test
    void soundAloneIsKeptForASecond() {
        for (int n = 0; n < 100; n++) {
            append(sound.key(n));
        }

        assertEquals(Ring.NONE, ring.newestKey());
        assertEquals(74, ring.tail());
    }

    @Test
    void soundIsNoKeyFrame() {
        append(h264.key(0), sound.key(0), h264.delta(1));

        assertEquals(0, ring.newestKey());
    }

    @Test
    void theRingGrowsWithoutLosingAFrame() {
        groups(0, 1, 1000);

        for (int n = 0; n < 1000; n++) {
            Frame taken = ring.take(n);
            assertNotNull(taken);
            assertEquals(n, RecordingReader.number(taken));
            taken.release();
        }
    }

    @Test
    void olderGroupsAreGivenUpBeforeTheBudgetIsExceeded() {
        ring.window(100 * SECOND);
        for (int n = 0; n < 40; n++) {
            append(n % 10 == 0 ? h264.key(n, 40 * KIB) : h264.delta(n, 40 * KIB));
        }

        // 25 frames of 40 KiB fit; the newest group and one before it are 20
        assertEquals(20, ring.tail());
        assertEquals(30, ring.newestKey());
        assertTrue(ring.bytes() <= budget.most());
    }

    @Test
    void aGroupOverTheBudgetIsNotKeptAndThatIsSaidOnce() {
        assertFalse(append(h264.key(0, 600 * KIB)));
        assertTrue(append(h264.delta(1, 600 * KIB)));
        assertFalse(append(h264.delta(2, 600 * KIB)));

        assertEquals(Ring.NONE, ring.newestKey());
        assertEquals(2, ring.tail());
        assertTrue(ring.bytes() <= budget.most());
    }

    @Test
    void afterAGroupOverTheBudgetTheNextOneIsKept() {
        append(h264.key(0, 600 * KIB), h264.delta(1, 600 * KIB));

        append(h264.key(2), h264.delta(3));

        assertEquals(2, ring.newestKey());
        assertEquals(4, ring.head());
    }

    @Test
    void theNewestFrameIsThereForThoseWhoKeepUpEvenWhenItAloneIsOverTheBudget() {
        append(h264.key(0, 1100 * KIB));

        Frame taken = ring.take(0);

        assertNotNull(taken);
        taken.release();
    }

    @Test
    void manyTinyFramesAreBoundedToo() {
        ring.window(10_000 * SECOND);
        Frames lane = Frames.of(Track.video(Codec.GRAY8, 90_000, 1, 1), leaks.allocator());
        for (int n = 0; n < 10_000; n++) {
            append(lane.key(n));
        }

        assertTrue(ring.head() - ring.tail() <= (1 << 20) / Ring.FRAME_OVERHEAD);
    }

    @Test
    void aRingThatHoldsItsShareGivesNothingUpForOneThatHoldsMore() {
        Ring greedy = new Ring(List.of(budget), 100 * SECOND);
        append(h264.key(0, 100 * KIB), h264.delta(1, 100 * KIB));
        for (int n = 0; n < 30; n++) {
            greedy.append(h264.key(n, 100 * KIB));
        }

        append(h264.delta(2, 100 * KIB));

        assertEquals(0, ring.newestKey());
        assertTrue(budget.used() <= budget.most() + 101 * KIB);
        greedy.close();
    }

    @Test
    void headersOfKeptFramesCanBeReadWithoutTakingThem() {
        append(h264.key(0), h264.delta(1));

        assertTrue(Objects.requireNonNull(ring.header(0)).keyFrame());
        assertFalse(Objects.requireNonNull(ring.header(1)).keyFrame());
        ring.clear();
        assertNull(ring.header(1));
    }

    @Test
    void closingGivesEverythingBack() {
        groups(0, 3, 10);

        ring.close();

        assertEquals(0, leaks.live());
        assertEquals(0, ring.bytes());
        assertEquals(0, budget.used());
    }
}
