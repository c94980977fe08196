package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.Camera;
import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.From;
import io.camkit.State;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feeds of sound alone: the camera's own, and what a codec makes of it. */
class SoundFeedTest {
    private static final Want OWN = Want.of(Codec.PCMU);
    private static final Want OPUS = Want.of(Codec.OPUS);

    @RegisterExtension
    @Order(1)
    final FrameLeaks leaks = FrameLeaks.check();

    private final HandCodec codec = new HandCodec();

    @RegisterExtension
    final ManualKit manual = new ManualKit(leaks, codec);

    private final HandSource source = new HandSource();
    private final RecordingReader reader = new RecordingReader();

    @SuppressWarnings("NullAway.Init") // by running()
    private Frames video;

    @SuppressWarnings("NullAway.Init")
    private Frames sound;

    private int next;

    private Camera running() {
        Camera camera = manual.start(source);
        video = source.lane(Frames.h264());
        sound = source.lane(Track.audio(Codec.PCMU, 8000, 1));
        both(1);
        return camera;
    }

    private void both(int count) {
        for (int i = 0; i < count; i++) {
            source.emit(sound.key(next));
            pictures(1);
        }
    }

    private void pictures(int count) {
        for (int i = 0; i < count; i++) {
            source.emit(video.nth(next++, 25));
            manual.advance(Duration.ofMillis(40));
        }
    }

    private Subscription listen(Camera camera, Want want, From from) {
        Subscription subscription = camera.feed(want).subscribe(from, manual.clock.executor(), reader);
        manual.clock.runPending();
        return subscription;
    }

    private void makesSound() {
        codec.makes(codec.made.lane(Track.audio(Codec.OPUS, 48_000, 2)).key(0));
        manual.clock.runPending();
    }

    @Test
    void soundAlonePassesThroughFromTheNextPacketOn() {
        Camera camera = running();
        both(9);

        listen(camera, OWN, From.KEY_FRAME);
        both(3);

        assertEquals(List.of(10, 11, 12), reader.frames());
        assertEquals(1, reader.tracks().size());
    }

    @Test
    void soundOfTheLastMomentsCanBeHad() {
        Camera camera = running();
        both(9);

        listen(camera, OWN, From.ago(Duration.ofMillis(100)));

        assertEquals(List.of(7, 8, 9), reader.frames());
    }

    @Test
    void aListenerWhoFellBehindGoesOnWithTheNewestPacket() {
        Camera camera = running();
        Subscription listener = listen(camera, OWN, From.LIVE);
        both(1);
        reader.refuses(true);
        both(50);

        reader.refuses(false);
        listener.resume();
        both(1);

        assertEquals(List.of(1, 52), reader.frames());
    }

    @Test
    void aCameraWithoutSoundSaysSo() {
        Camera camera = manual.start(source);
        source.emit(source.lane(Frames.h264()).key(0));

        CamkitException refusal = assertThrows(CamkitException.class, () -> camera.feed(OPUS));

        assertEquals("CK-1111", refusal.code());
        assertEquals(CamkitException.Retry.RETRY, refusal.retry());
    }

    @Test
    void anotherSoundIsDerivedFromTheCamerasOwn() {
        Camera camera = running();

        listen(camera, OPUS, From.KEY_FRAME);
        makesSound();

        assertEquals(
                List.of(Codec.PCMU),
                codec.inputs.get(0).tracks().stream().map(Track::codec).toList());
        assertEquals(Codec.OPUS, reader.tracks().get(0).codec());
        assertEquals(State.RUNNING, camera.feeds().get(0).state());
    }

    @Test
    void aCameraThatFallsSilentIsNotItsCodecsFault() {
        listen(running(), OPUS, From.LIVE);
        makesSound();

        pictures(60 * Frames.FRAME_RATE);

        assertEquals(1, codec.attempts());
    }

    @Test
    void aCodecThatMakesNoSoundOfWhatComesIsStartedAnew() {
        Camera camera = running();
        listen(camera, OPUS, From.LIVE);
        makesSound();

        both(7 * Frames.FRAME_RATE);

        assertEquals(2, codec.attempts());
        assertEquals("CK-1303", camera.feeds().get(0).error().orElseThrow().code());
    }
}
