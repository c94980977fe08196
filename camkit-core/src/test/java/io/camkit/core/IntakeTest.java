package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.camkit.Camera;
import io.camkit.Codec;
import io.camkit.From;
import io.camkit.State;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.spi.SourceContext;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What gets from a source into the ring, and what does not. */
class IntakeTest {
    @RegisterExtension
    @Order(1)
    final FrameLeaks leaks = FrameLeaks.check();

    @RegisterExtension
    final ManualKit manual = new ManualKit(leaks);

    private final HandSource source = new HandSource();
    private final RecordingReader reader = new RecordingReader();

    private Frames started() {
        manual.start(source);
        return source.lane(Frames.h264());
    }

    private List<Integer> read() {
        Camera camera = manual.kit.find("door").orElseThrow();
        camera.feed(Want.of(Codec.H264, Codec.PCMU)).subscribe(From.KEY_FRAME, manual.clock.executor(), reader);
        manual.clock.runPending();
        return reader.frames();
    }

    private double dropped(String reason) {
        return manual.metric("camkit_frames_dropped_total", "camera", "door", "stream", "main", "reason", reason);
    }

    @Test
    void aFrameWhoseDtsDoesNotRiseIsDroppedAndCounted() {
        Frames lane = started();
        source.emit(lane.key(5));
        source.emit(lane.delta(5));
        source.emit(lane.delta(4));
        source.emit(lane.delta(6));

        assertEquals(List.of(5, 6), read());
        assertEquals(2, dropped("backward_dts"));
        assertEquals(4, manual.metric("camkit_frames_in_total"));
    }

    @Test
    void picturesAndSoundRiseEachOnItsOwn() {
        Frames lane = started();
        Frames sound = source.lane(Track.audio(Codec.PCMU, 8000, 1));
        source.emit(lane.key(50));
        source.emit(sound.key(1));
        source.emit(lane.delta(51));
        source.emit(sound.key(2));

        assertEquals(List.of(50, 1, 51, 2), read());
        assertEquals(0, dropped("backward_dts"));
    }

    @Test
    void picturesBeforeTheFirstKeyFrameAreDroppedAndOneIsAskedFor() {
        Frames lane = started();
        source.emit(lane.delta(0));
        source.emit(lane.delta(1));
        source.emit(lane.key(2));

        assertEquals(List.of(2), read());
        assertEquals(2, dropped("no_key_frame"));
    }

    @Test
    void framesAfterTheEndAreReleasedAndCounted() {
        Frames lane = started();
        SourceContext ended = source.last();
        source.emit(lane.key(0));
        ended.ended(HandSource.lost());
        ended.emit(lane.delta(1));
        manual.clock.runPending();

        assertEquals(List.of(0), read());
        assertEquals(1, dropped("after_end"));
    }

    @Test
    void framesOfAnAttemptThatWasLeftBehindAreReleasedAndCounted() {
        source.hanging();
        Frames lane = started();
        SourceContext old = source.last();
        source.emit(lane.key(0));
        manual.advance(Duration.ofSeconds(8));
        assertEquals(2, source.contexts.size());

        old.emit(lane.key(1));
        source.emit(lane.key(2));

        assertEquals(List.of(2), read());
        assertEquals(1, dropped("after_end"));
    }

    @Test
    void framesAfterTheCameraWasClosedAreReleased() {
        Frames lane = started();
        source.emit(lane.key(0));
        Camera camera = manual.kit.find("door").orElseThrow();
        manual.whileWorking(camera::close);

        source.emit(lane.key(1));

        assertEquals(0, leaks.live());
    }

    @Test
    void soundAloneDoesNotMakeAStreamRun() {
        started();
        Frames sound = source.lane(Track.audio(Codec.PCMU, 8000, 1));
        for (int n = 0; n < 100; n++) {
            source.emit(sound.key(n));
            manual.advance(Duration.ofMillis(40));
        }

        assertEquals(State.STARTING, manual.main().state());
    }

    @Test
    void soundDoesNotHideThatThePicturesStopped() {
        Frames lane = started();
        Frames sound = source.lane(Track.audio(Codec.PCMU, 8000, 1));
        source.emit(lane.key(0));
        SourceContext first = source.last();
        for (int n = 0; n < 150; n++) {
            first.emit(sound.key(n));
            manual.advance(Duration.ofMillis(40));
        }

        assertEquals("CK-1303", manual.main().error().orElseThrow().code());
    }

    @Test
    void readersOutliveAReconnectAndMeetTheNewTrack() {
        Frames lane = started();
        source.emit(lane.key(7));
        read();
        source.last().ended(HandSource.lost());
        manual.advance(Duration.ofSeconds(1));
        Frames again = source.lane(Frames.h264());
        source.emit(again.key(0));
        source.emit(again.delta(1));
        manual.clock.runPending();

        assertEquals(List.of(7, 0, 1), reader.frames());
        assertSame(again.track(), reader.tracks().get(1));
        assertEquals(List.of(), reader.ends());
    }
}
