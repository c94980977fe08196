package io.camkit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import io.camkit.Frame;
import io.camkit.ProcessorSpec;
import io.camkit.Track;
import io.camkit.spi.Processor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What every processor owes the core. The author of a processor extends this class and says what it is fed. */
public abstract class ProcessorContract {
    private static final int FRAMES = 60;
    private static final int GOP = 20;

    /** Checks every test's memory. */
    @RegisterExtension
    protected final FrameLeaks leaks = FrameLeaks.check();

    private final List<String> broken = new ArrayList<>();
    private final StreamRules rules = new StreamRules();

    /** For subclasses. */
    protected ProcessorContract() {}

    /** The processor under test. */
    protected abstract ProcessorSpec spec() throws Exception;

    /** A new lane of what it can be fed; H.264 unless said otherwise. */
    protected Track newTrack() {
        return Frames.h264();
    }

    /** The n-th frame of its input, with one share; a padded one of the testkit's unless said otherwise. */
    protected Frame frame(Track track, int n, boolean keyFrame) {
        Frames frames = Frames.of(track, leaks.allocator());
        return keyFrame ? frames.key(n) : frames.delta(n);
    }

    @Test
    void theInputIsNeverChanged() throws Exception {
        try (Processor processor = spec().open()) {
            Track track = newTrack();
            processor.onTrack(track);
            for (int n = 0; n < FRAMES; n++) {
                Frame frame = next(track, n);
                ByteBuffer before = copyOf(frame);
                give(processor, frame);

                assertEquals(before, frame.asBuffer(), "the input was changed, frame " + n);
                frame.release();
            }
        }
    }

    @Test
    void theOutputKeepsTheRulesOfAStream() throws Exception {
        try (Processor processor = spec().open()) {
            feed(processor, newTrack(), 0);
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void aNewTrackMayComeAtAnyTime() throws Exception {
        try (Processor processor = spec().open()) {
            feed(processor, newTrack(), 0);
            feed(processor, newTrack(), FRAMES);
        }
    }

    @Test
    void closingGivesBackWhatWasKeptAndClosingAgainDoesNothing() throws Exception {
        Processor processor = spec().open();
        feed(processor, newTrack(), 0);
        processor.close();
        processor.close();

        leaks.verify();
    }

    @Test
    void closingOneThatWasNeverUsedDoesNothing() throws Exception {
        spec().open().close();
    }

    @Test
    void everyCameraHasItsOwn() throws Exception {
        ProcessorSpec spec = spec();
        try (Processor one = spec.open();
                Processor other = spec.open()) {
            assertNotSame(one, other);
            feed(one, newTrack(), 0);
        }
    }

    @Test
    void itSaysWhatItDoes() throws Exception {
        assertFalse(spec().describe().isBlank());
    }

    private void feed(Processor processor, Track track, int first) {
        processor.onTrack(track);
        for (int n = first; n < first + FRAMES; n++) {
            Frame frame = next(track, n);
            give(processor, frame);
            frame.release();
        }
    }

    /** What is emitted, is emitted during the call and in its thread. */
    private void give(Processor processor, Frame frame) {
        Thread caller = Thread.currentThread();
        boolean[] over = {false};
        processor.onFrame(frame, made -> {
            if (over[0] || !caller.equals(Thread.currentThread())) {
                broken.add("a frame was emitted outside the call");
            }
            take(made);
        });
        over[0] = true;
    }

    private Frame next(Track track, int n) {
        return frame(track, n, track.codec().everyFrameKey() || n % GOP == 0);
    }

    private static ByteBuffer copyOf(Frame frame) {
        return ByteBuffer.allocate(frame.size()).put(frame.asBuffer()).flip();
    }

    private void take(Frame frame) {
        broken.addAll(rules.brokenBy(frame, Long.MAX_VALUE));
        frame.release();
    }
}
