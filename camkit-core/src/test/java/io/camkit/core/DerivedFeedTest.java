package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Camera;
import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.State;
import io.camkit.Subscription;
import io.camkit.Want;
import io.camkit.testkit.FakeCodecProvider;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import io.camkit.testkit.ManualClock;
import io.camkit.testkit.ScriptedSourceSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feeds that a codec makes: on demand, shared, watched, ended. */
class DerivedFeedTest {
    private static final Want JPEG = Want.of(Codec.JPEG);

    @RegisterExtension
    @Order(1)
    final FrameLeaks leaks = FrameLeaks.check();

    private final ManualClock codecThreads = new ManualClock();
    private final FakeCodecProvider codec = new FakeCodecProvider(codecThreads.executor());

    @RegisterExtension
    final ManualKit manual = new ManualKit(leaks, codec);

    private final RecordingReader reader = new RecordingReader();

    private Camera running() {
        return running(ScriptedSourceSpec.h264().answersKeyFrameRequests().frames(100_000));
    }

    private Camera running(ScriptedSourceSpec source) {
        Camera camera = manual.start(source);
        seconds(1);
        return camera;
    }

    private void seconds(int count) {
        for (int i = 0; i < count * 25; i++) {
            manual.advance(Duration.ofMillis(40));
            codecThreads.runPending();
        }
        manual.clock.runPending();
    }

    private Subscription subscribe(Feed feed, RecordingReader to) {
        return feed.subscribe(From.LIVE, manual.clock.executor(), to);
    }

    @Test
    void askingForAFeedCostsNothing() {
        Camera camera = running();

        camera.feed(JPEG);
        seconds(1);

        assertEquals(List.of(), codec.opened());
        assertEquals(List.of(), camera.feeds());
    }

    @Test
    void aDerivedFeedStartsWithItsFirstSubscriber() {
        Camera camera = running();

        subscribe(camera.feed(JPEG), reader);
        seconds(2);

        assertEquals(1, codec.running());
        assertTrue(reader.frames().size() > 40, reader.frames().size() + " frames");
        assertEquals(Codec.JPEG, reader.tracks().get(0).codec());
        assertEquals(State.RUNNING, camera.feeds().get(0).state());
        assertEquals(1, camera.feeds().get(0).viewers());
    }

    @Test
    void wantsThatComeToTheSameShareOneCodec() {
        Camera camera = running();

        for (int i = 0; i < 10; i++) {
            subscribe(camera.feed(JPEG), new RecordingReader());
            subscribe(camera.feed(JPEG.maxWidth(4000)), new RecordingReader());
        }
        seconds(1);

        assertEquals(List.of("JPEG 1280"), codec.opened());
        assertEquals(20, camera.feeds().get(0).viewers());
    }

    @Test
    void aReaderThatBlocksWhereItSubscribesHoldsNobodyElse() throws Exception {
        Camera camera = running();
        subscribe(camera.feed(JPEG), reader);
        seconds(1);
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        FrameReader blocking = frame -> {
            reached.countDown();
            awaitQuietly(released);
            return FrameReader.Answer.TAKEN;
        };
        Thread blocked =
                new Thread(() -> camera.feed(JPEG).subscribe(From.KEY_FRAME, Runnable::run, blocking), "blocked");
        blocked.start();
        awaitQuietly(reached);

        assertEquals(
                1, CompletableFuture.supplyAsync(() -> camera.feeds().size()).get(10, TimeUnit.SECONDS));

        released.countDown();
        blocked.join();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void wantsThatDifferGetACodecEach() {
        Camera camera = running();

        subscribe(camera.feed(JPEG), reader);
        subscribe(camera.feed(JPEG.maxWidth(640)), reader);
        seconds(1);

        assertEquals(List.of("JPEG 1280", "JPEG 640"), codec.opened());
        assertEquals(2, camera.feeds().size());
    }

    @Test
    void aDerivedFeedEndsFiveSecondsAfterItsLastSubscriberLeft() {
        Camera camera = running();
        Subscription subscription = subscribe(camera.feed(JPEG), reader);
        seconds(1);
        subscription.close();
        seconds(4);
        assertEquals(1, codec.running());

        seconds(2);

        assertEquals(0, codec.running());
        assertEquals(List.of(), camera.feeds());
    }

    @Test
    void whoComesBackInTimeFindsTheCodecStillRunning() {
        Camera camera = running();
        for (int i = 0; i < 5; i++) {
            Subscription subscription = subscribe(camera.feed(JPEG), reader);
            seconds(1);
            subscription.close();
            seconds(3);
        }

        assertEquals(List.of("JPEG 1280"), codec.opened());
    }

    @Test
    void aFeedThatEndedStartsAgainForTheNextSubscriber() {
        Camera camera = running();
        Feed feed = camera.feed(JPEG);
        subscribe(feed, reader).close();
        seconds(7);

        subscribe(feed, reader);
        seconds(1);

        assertEquals(2, codec.opened().size());
        assertEquals(1, codec.running());
    }

    @Test
    void theCamerasOwnFramesAreUsedWhenTheyFit() {
        Camera camera = running();

        subscribe(camera.feed(Want.of(Codec.JPEG, Codec.H264)), reader);
        seconds(1);

        assertEquals(List.of(), codec.opened());
        assertEquals(Codec.H264, reader.tracks().get(0).codec());
    }

    @Test
    void aStreamThatStandsStillIsNotTheCodecsFault() {
        Camera camera = running(
                ScriptedSourceSpec.h264().frames(50).ends().nextAttempt().ends());
        subscribe(camera.feed(JPEG), reader);

        seconds(30);

        assertEquals(1, codec.opened().size());
        assertEquals(1, codec.running());
    }

    @Test
    void keyFramesAreRequestedFromTheSourceThroughTheCodec() {
        var source = ScriptedSourceSpec.h264().answersKeyFrameRequests().frames(100_000);
        Camera camera = running(source);
        Feed feed = camera.feed(JPEG);
        subscribe(feed, reader);
        seconds(1);
        int before = source.keyFrameRequests();

        feed.requestKeyFrame();
        feed.requestKeyFrame();
        manual.clock.runPending();

        assertEquals(before + 1, source.keyFrameRequests());
    }

    @Test
    void aFeedBeforeTheFirstFrameIsARefusalWorthRetrying() {
        Camera camera = manual.start(ScriptedSourceSpec.h264().stall());

        CamkitException refusal = assertThrows(CamkitException.class, () -> camera.feed(JPEG));

        assertEquals("CK-1101", refusal.code());
        assertEquals(Retry.RETRY, refusal.retry());
    }

    @Test
    void aWantThatNoCodecMeetsIsRefusedWithItsMend() {
        Camera camera = running();

        CamkitException refusal = assertThrows(CamkitException.class, () -> camera.feed(Want.of(Codec.H265)));

        assertEquals("CK-1102", refusal.code());
        assertEquals(Retry.GIVE_UP, refusal.retry());
        assertTrue(refusal.mend().contains("camkit-codec-javacv"), refusal.mend());
    }

    @Test
    void aCameraThatChangesItsCodecEndsWhatWasMadeFromTheOldOne() {
        var source = new HandSource();
        Camera camera = manual.start(source);
        Frames lane = source.lane(Frames.h264());
        source.emit(lane.key(0));
        subscribe(camera.feed(JPEG), reader);
        manual.clock.runPending();
        codecThreads.runPending();
        assertEquals(1, codec.running());

        source.emit(source.lane(Frames.jpeg()).key(1));
        seconds(1);

        assertEquals(0, codec.running());
        assertEquals("CK-1103", reader.ends().get(0).code());
        assertEquals(List.of(), camera.feeds());
        subscribe(camera.feed(JPEG), reader);
    }

    @Test
    void closingTheCameraEndsItsCodecsAndTellsTheirReaders() {
        Camera camera = running();
        subscribe(camera.feed(JPEG), reader);
        seconds(1);

        manual.whileWorking(camera::close);

        assertEquals(0, codec.running());
        assertEquals("CK-1108", reader.ends().get(0).code());
    }

    @Test
    void aClosedCameraGivesNoFeed() {
        Camera camera = running();
        Feed feed = camera.feed(JPEG);
        manual.whileWorking(camera::close);

        assertEquals(
                "CK-1108",
                assertThrows(CamkitException.class, () -> camera.feed(JPEG)).code());
        assertEquals(
                "CK-1108",
                assertThrows(CamkitException.class, () -> subscribe(feed, reader))
                        .code());
    }

    @Test
    void aSnapshotInAnotherCodecStartsItAndLetsItEnd() throws Exception {
        Camera camera = running();
        var picture = camera.snapshot(JPEG, Duration.ofSeconds(5)).toCompletableFuture();
        seconds(1);

        assertEquals(Codec.JPEG, picture.get().track().codec());
        picture.get().release();
        seconds(6);
        assertEquals(0, codec.running());
    }

    @Test
    void aTimeLapseIsNoStallOfItsCodec() {
        var source = new HandSource();
        Camera camera = manual.kit
                .camera("door")
                .from(source)
                .stallAfter(Duration.ofSeconds(60))
                .start();
        manual.clock.runPending();
        Frames lane = source.lane(Frames.h264());
        source.emit(lane.key(0));
        subscribe(camera.feed(JPEG), reader);
        seconds(30);
        source.emit(lane.key(1));
        seconds(30);

        assertEquals(List.of("JPEG 1280"), codec.opened());
    }
}
