package io.camkit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FramesTest {
    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @Test
    void framesKeepTheRulesOfAStreamAtAnySize() {
        for (var track : List.of(Frames.h264(), Frames.jpeg())) {
            StreamRules rules = new StreamRules();
            Frames frames = Frames.of(track, leaks.allocator());
            int n = 0;
            for (int size : List.of(0, 100, 203, 204, 205, 206, 207, 1000, 65_000, 66_000, 200_000)) {
                Frame frame = track.codec() == Codec.H264 && n % 3 > 0 ? frames.delta(n, size) : frames.key(n, size);
                assertEquals(List.of(), rules.brokenBy(frame, Long.MAX_VALUE), track + " " + size);
                assertTrue(frame.size() >= size, track + " " + size);
                n++;
                frame.release();
            }
        }
    }

    @Test
    void timeGoesOnAtTwentyFiveASecond() {
        Frames frames = Frames.of(Frames.h264(), leaks.allocator());
        Frame frame = frames.nth(50, 25);

        assertTrue(frame.keyFrame());
        assertEquals(2_000_000_000L, frame.ptsNanos());
        assertEquals(2_000_000_000L, frame.captureNanos());
        frame.release();
    }

    @Test
    void aFrameMayBeCapturedNow() {
        ManualClock clock = new ManualClock();
        Frame frame =
                Frames.of(Frames.h264(), leaks.allocator()).capturedBy(clock).delta(50);

        assertFalse(frame.keyFrame());
        assertEquals(clock.nanos(), frame.captureNanos());
        frame.release();
    }

    @Test
    void everyLaneIsANewOneWithItsParameterSets() {
        assertFalse(Frames.h264().equals(Frames.h264()));
        assertEquals(2, Frames.h264().parameterSets().size());
        assertNotNull(Frames.jpeg());
    }
}
