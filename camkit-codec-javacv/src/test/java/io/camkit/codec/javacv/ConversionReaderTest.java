package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameReader.Answer;
import io.camkit.SkipReason;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import io.camkit.testkit.SourceProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConversionReaderTest {
    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final Frames frames = Frames.of(Frames.h264(), leaks.allocator());
    private final Place place = new Place();
    private final Remembering workshop = new Remembering();
    private final TaskLoop loop = new TaskLoop();

    private ConversionReader reader(Conversion conversion) {
        var reader = new ConversionReader(conversion, workshop, loop, SourceProbe.over(leaks));
        reader.reads(place);
        return reader;
    }

    private static PictureConversion to(Codec codec, double rate) {
        return new PictureConversion(codec, 0, 0, rate);
    }

    private Answer give(ConversionReader reader, Frame frame) {
        try {
            return reader.onFrame(frame);
        } finally {
            frame.release();
        }
    }

    @Test
    void whoIsInTimeIsNotLate() {
        assertEquals(Answer.TAKEN, give(reader(to(Codec.JPEG, 0)), frames.key(0)));
        assertEquals(List.of("0"), workshop.got);
    }

    @Test
    void whoIsALittleBehindDecodesToCatchUp() {
        place.lag = Duration.ofMillis(300);
        assertEquals(Answer.TAKEN, give(reader(to(Codec.JPEG, 0)), frames.key(0)));
        assertEquals(List.of("0 late"), workshop.got);
    }

    @Test
    void whoIsFarBehindAsksForANewerKeyFrameOnceAndGoesOnIfThereIsNone() {
        ConversionReader reader = reader(to(Codec.JPEG, 0));
        place.lag = Duration.ofSeconds(1);
        Frame frame = frames.key(0);
        assertEquals(Answer.LATER, reader.onFrame(frame));
        assertEquals(List.of(), workshop.got);
        runWhatWaits();
        assertEquals(1, place.resumed);
        assertEquals(Answer.TAKEN, reader.onFrame(frame));
        frame.release();
        assertEquals(List.of("0 late"), workshop.got);
    }

    private void runWhatWaits() {
        loop.fail(new IllegalStateException("that was all"));
        assertThrows(IllegalStateException.class, loop::run);
    }

    @Test
    void whereKeyFramesAreEnoughNothingElseIsSent() {
        ConversionReader reader = reader(to(Codec.GRAY8, 1));
        for (int n = 0; n < 6; n++) {
            give(reader, frames.nth(n, 3));
        }
        assertEquals(List.of("0", "3"), workshop.got);
    }

    @Test
    void jpegsThatAreTooManyAreNotSent() {
        Frames jpegs = Frames.of(Frames.jpeg(), leaks.allocator());
        ConversionReader reader = reader(to(Codec.H264, 5));
        for (int n = 0; n < 10; n++) {
            give(reader, jpegs.key(n));
        }
        assertEquals(List.of("0", "5"), workshop.got);
    }

    private static final class Remembering implements Workshop {
        final List<String> got = new ArrayList<>();

        @Override
        public void track(Track track) {}

        @Override
        public void frame(Frame frame, boolean late) {
            got.add(frame.pts() * Frames.FRAME_RATE / frame.track().clockRate() + (late ? " late" : ""));
        }

        @Override
        public void requestKeyFrame() {}

        @Override
        public void close() {}
    }

    private static final class Place implements Subscription {
        Duration lag = Duration.ZERO;
        int resumed;

        @Override
        public void readsFor(int people) {
            // nobody is counted here
        }

        @Override
        public void resume() {
            resumed++;
        }

        @Override
        public long lagNanos() {
            return lag.toNanos();
        }

        @Override
        public long delivered() {
            return 0;
        }

        @Override
        public Map<SkipReason, Long> skipped() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
