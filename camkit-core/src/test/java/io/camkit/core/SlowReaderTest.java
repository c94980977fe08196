package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.SkipReason;
import io.camkit.Subscription;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readers that fall behind, and what that costs them and others. */
class SlowReaderTest {
    @RegisterExtension
    @Order(1)
    final FrameLeaks leaks = FrameLeaks.check();

    @RegisterExtension
    final WrittenChannel stream = new WrittenChannel(leaks);

    private final RecordingReader reader = new RecordingReader();

    /** A reader that took the first frame and refuses all others. */
    private Subscription stalled(From from) {
        Subscription subscription = stream.subscribe(from, reader);
        stream.key();
        stream.deliver();
        reader.refuses(true);
        stream.delta();
        stream.deliver();
        return subscription;
    }

    private void goOn(Subscription subscription) {
        reader.refuses(false);
        subscription.resume();
        stream.deliver();
    }

    @Test
    void nothingIsOfferedBetweenLaterAndResume() {
        stalled(From.KEY_FRAME);
        reader.refuses(false);

        stream.groups(1, 5);
        stream.deliver();

        assertEquals(List.of(0), reader.frames());
    }

    @Test
    void aShortPauseCostsNothing() {
        Subscription subscription = stalled(From.KEY_FRAME);
        stream.groups(2, 5);

        goOn(subscription);

        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), reader.frames());
        assertEquals(Map.of(), subscription.skipped());
    }

    @Test
    void aReaderThatFallsBehindContinuesAtTheNewestKeyFrame() {
        Subscription subscription = stalled(From.KEY_FRAME);
        stream.groups(3, 10);

        goOn(subscription);

        assertEquals(0, reader.frames().get(0));
        assertEquals(22, reader.frames().get(1));
        assertTrue(reader.keys().get(1));
        assertEquals(Map.of(SkipReason.TOO_SLOW, 21L), subscription.skipped());
        assertEquals(11, subscription.delivered());
    }

    @Test
    void aReaderThatIsBehindGoesOnWhereItWasWhenNoKeyFrameIsAhead() {
        Subscription subscription = stalled(From.KEY_FRAME);
        for (int i = 0; i < 50; i++) {
            stream.delta();
        }

        goOn(subscription);

        assertEquals(52, reader.frames().size());
        assertEquals(Map.of(), subscription.skipped());
    }

    @Test
    void aReaderThatWouldRatherBeLateMissesNothing() {
        Subscription subscription = stalled(From.KEY_FRAME.maxLag(Duration.ofSeconds(10)));
        stream.groups(20, 10);

        goOn(subscription);

        assertEquals(202, reader.frames().size());
        assertEquals(Map.of(), subscription.skipped());
    }

    @Test
    void whatTheBudgetDoesNotHoldIsMissedEvenByAReaderThatWouldRatherBeLate() {
        Subscription subscription = stalled(From.KEY_FRAME.maxLag(Duration.ofSeconds(10)));
        for (int i = 0; i < 8; i++) {
            stream.key(200 << 10);
            stream.delta();
        }

        goOn(subscription);

        assertEquals(List.of(0, 16, 17), reader.frames());
        assertEquals(Map.of(SkipReason.TOO_SLOW, 15L), subscription.skipped());
    }

    @Test
    void aReaderWhoseGroupIsGoneWaitsForTheNextKeyFrame() {
        Subscription subscription = stalled(From.KEY_FRAME);
        stream.delta(600 << 10);
        stream.delta(600 << 10);
        goOn(subscription);
        assertEquals(List.of(0), reader.frames());

        stream.delta();
        stream.key();
        stream.deliver();

        assertEquals(List.of(0, 5), reader.frames());
        assertEquals(Map.of(SkipReason.TOO_SLOW, 2L, SkipReason.NO_KEY_FRAME, 2L), subscription.skipped());
    }

    @Test
    void aReaderWhoseThreadIsSlowJumpsAsWell() {
        Subscription subscription = stream.subscribe(From.KEY_FRAME, reader);
        stream.key();
        stream.deliver();
        stream.groups(10, 10);

        stream.deliver();

        assertEquals(91, reader.frames().get(1));
        assertEquals(Map.of(SkipReason.TOO_SLOW, 90L), subscription.skipped());
    }

    @Test
    void aStalledReaderCostsItsNeighboursNothing() {
        var neighbour = new RecordingReader();
        stream.subscribe(From.KEY_FRAME, neighbour);
        stalled(From.KEY_FRAME);

        for (int i = 0; i < 20; i++) {
            stream.groups(1, 10);
            stream.deliver();
        }

        assertEquals(202, neighbour.frames().size());
    }

    @Test
    void aStalledReaderHoldsNoFrame() {
        stalled(From.KEY_FRAME);
        stream.groups(20, 10);
        stream.deliver();

        assertEquals(stream.channel.ring().head() - stream.channel.ring().tail(), leaks.live());
    }

    @Test
    void resumingTooOftenDoesNoHarm() {
        Subscription subscription = stream.subscribe(From.ago(Duration.ofSeconds(5)), reader);
        stream.groups(5, 10);
        subscription.resume();
        subscription.resume();
        stream.deliver();

        assertEquals(50, reader.frames().size());
    }

    @Test
    void aResumeThatComesBeforeTheAnswerLaterIsNotLost() {
        var subscription = new AtomicReference<Subscription>();
        var answers = new AtomicReference<>(FrameReader.Answer.LATER);
        subscription.set(stream.subscribe(From.LIVE, frame -> {
            if (answers.get() == FrameReader.Answer.LATER) {
                // the transport became writable while the reader was still looking at the frame
                Objects.requireNonNull(subscription.get()).resume();
                answers.set(FrameReader.Answer.TAKEN);
                return FrameReader.Answer.LATER;
            }
            return reader.onFrame(frame);
        }));
        stream.key();
        stream.deliver();

        assertEquals(List.of(0), reader.frames());
    }

    @Test
    void skippedFramesAreCountedForTheStreamByReason() {
        Subscription subscription = stalled(From.KEY_FRAME);
        stream.groups(3, 10);
        goOn(subscription);

        double counted = stream.metrics.samples().stream()
                .filter(sample -> sample.name().equals("camkit_frames_skipped_total"))
                .filter(sample -> "too_slow".equals(sample.labels().get("reason")))
                .mapToDouble(sample -> sample.value())
                .sum();

        assertEquals(21, counted);
    }

    @Test
    void aLongBacklogDoesNotKeepNeighboursWaiting() {
        var order = new StringBuilder();
        ManualClock loop = stream.readers;
        stream.groups(1, 100);
        stream.subscribe(From.KEY_FRAME, loop.executor(), frame -> note(order, "a", frame));
        stream.subscribe(From.KEY_FRAME, loop.executor(), frame -> note(order, "b", frame));
        stream.deliver();

        assertEquals(200, order.length());
        assertTrue(order.indexOf("b") < 50, "the second reader had its first turn after " + order.indexOf("b"));
    }

    private static FrameReader.Answer note(StringBuilder order, String who, Frame frame) {
        order.append(frame.size() > 0 ? who : "?");
        return FrameReader.Answer.TAKEN;
    }
}
