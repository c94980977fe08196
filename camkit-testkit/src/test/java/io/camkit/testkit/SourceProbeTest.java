package io.camkit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.spi.BlockingSource;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SourceProbeTest {
    private static final Track TRACK = Frames.h264();
    private static final Duration SOON = Duration.ofMillis(300);

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @Test
    void aSecondEndIsABrokenRule() {
        assertBroken("a second end", ScriptedSourceSpec.h264().frames(1).endsTwice());
    }

    @Test
    void aFrameAfterTheEndIsABrokenRule() {
        assertBroken(
                "a frame after the end", ScriptedSourceSpec.h264().frames(1).endsAndGoesOn(1));
    }

    @Test
    void anExceptionFromStartCountsAsTheEnd() {
        var fault = ScriptedSourceSpec.connectionLost();
        SourceProbe probe = SourceProbe.over(leaks);
        probe.start(ScriptedSourceSpec.h264().throwsInStart(fault).open());

        assertEquals(fault, probe.end().orElseThrow());
        probe.close();
    }

    @Test
    void aSourceThatDoesNotStopIsFound() {
        SourceProbe probe = SourceProbe.reactingWithin(SOON, leaks);
        probe.start(ScriptedSourceSpec.h264().frames(100_000).ignoresStop().open());

        AssertionError found = assertThrows(AssertionError.class, probe::close);
        assertTrue(String.valueOf(found.getMessage()).startsWith("the end: not within"), found::toString);
    }

    @Test
    void aThreadThatIsLeftIsFound() {
        CountDownLatch never = new CountDownLatch(1);
        SourceProbe probe = SourceProbe.reactingWithin(SOON, leaks);
        probe.start(new EndsAtOnce(context -> new Thread(() -> await(never), "left-over").start()));

        AssertionError found = assertThrows(AssertionError.class, probe::close);
        assertTrue(String.valueOf(found.getMessage()).contains("left-over"), found::toString);
        never.countDown();
    }

    @Test
    void aStreamThatBeginsWithADeltaIsABrokenRule() {
        assertBroken("no key frame", context -> context.emit(frames(context).delta(0)));
    }

    @Test
    void timeThatStandsStillIsABrokenRule() {
        assertBroken("dts does not rise", context -> {
            context.emit(frames(context).key(0));
            context.emit(frames(context).key(0));
        });
    }

    @Test
    void aNewTrackForNothingIsABrokenRule() {
        assertBroken("although nothing changed", context -> {
            context.emit(frames(context).key(0));
            context.emit(Frames.of(Frames.h264(), context.allocator()).key(1));
        });
    }

    @Test
    void aShortStartCodeIsABrokenRule() {
        assertBroken("four-byte start code", context -> context.emit(frame(context, TRACK, 0, 0, 1, 0x65, 1, 2)));
        assertBroken(
                "a three-byte start code at 6",
                context -> context.emit(frame(context, TRACK, 0, 0, 0, 1, 0x67, 9, 0, 0, 1, 0x65, 1)));
    }

    @Test
    void halfAPictureIsABrokenRule() {
        Track jpeg = Track.video(Codec.JPEG, 90_000, 16, 16);
        assertBroken("not whole", context -> context.emit(frame(context, jpeg, 0xFF, 0xD8, 0xFF, 0xE0)));
    }

    @Test
    void aBlockingSourceRunsOnALentThreadAndEndsByItsInterrupt() {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(new BlockingSource() {
                        @Override
                        protected void run(SourceContext context) throws InterruptedException {
                            context.emit(frames(context).key(0));
                            new CountDownLatch(1).await();
                        }
                    })
                    .awaitFrames(1);
            probe.stop();

            assertEquals("CK-1302", probe.awaitEnd(Duration.ofSeconds(1)).code());
        }
    }

    private void assertBroken(String rule, ScriptedSourceSpec spec) {
        SourceProbe probe = SourceProbe.over(leaks);
        probe.start(spec.open()).awaitFrames(1);
        probe.elapse(Duration.ofSeconds(1));
        assertFails(rule, probe);
    }

    private void assertBroken(String rule, Consumer<SourceContext> deed) {
        assertFails(rule, SourceProbe.over(leaks).start(new EndsAtOnce(deed)));
    }

    private static void assertFails(String rule, SourceProbe probe) {
        AssertionError found = assertThrows(AssertionError.class, probe::close);
        assertTrue(String.valueOf(found.getMessage()).contains(rule), found::toString);
    }

    private static Frames frames(SourceContext context) {
        return Frames.of(TRACK, context.allocator());
    }

    private static Frame frame(SourceContext context, Track track, int... bytes) {
        ByteBuffer payload = ByteBuffer.allocate(bytes.length);
        for (int each : bytes) {
            payload.put((byte) each);
        }
        return context.allocator().copy(FrameHeader.of(track, 0, 0, true), payload.flip());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does one thing and ends. */
    private record EndsAtOnce(Consumer<SourceContext> deed) implements Source {
        @Override
        public void start(SourceContext context) {
            deed.accept(context);
            context.ended(ScriptedSourceSpec.connectionLost());
        }

        @Override
        public void stop() {}
    }
}
