package io.camkit.source.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PacedSourceTest {
    private static final TestCamera CLIP = TestCamera.clock().size(640, 360).codec(Codec.H264);

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @Test
    void anHourOfAClipHasEveryFrameAtItsTime() {
        try (SourceProbe probe = SourceProbe.over(leaks).start(CLIP.open())) {
            long start = probe.clock().nanos();
            for (int minute = 0; minute < 60; minute++) {
                probe.elapse(Duration.ofMinutes(1));
            }

            List<FrameHeader> frames = probe.received();
            assertEquals(3600 * 25 + 1, frames.size());
            for (int number = 0; number < frames.size(); number += 997) {
                assertEquals(start + number * 40_000_000L, frames.get(number).captureNanos());
                assertEquals(number * 3600L, frames.get(number).pts());
            }
            assertSame(frames.get(0).track(), frames.get(frames.size() - 1).track());
        }
    }

    @Test
    void aRateThatDoesNotDivideASecondDoesNotDriftEither() {
        TestCamera camera = TestCamera.clock().size(64, 48).frameRate(7);
        try (SourceProbe probe = SourceProbe.over(leaks).start(camera.open())) {
            List<FrameHeader> frames = probe.awaitFrames(15);

            assertEquals(90_000, frames.get(7).pts());
            assertEquals(180_000, frames.get(14).pts());
        }
    }

    @Test
    void whatWasNotDrawnInTimeIsLeftOut() {
        assertEquals(9, new Drawing(TestCamera.clock()).goOnWith(3, 9));
    }
}
