package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Camera;
import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.FeedStatus;
import io.camkit.From;
import io.camkit.State;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.testkit.FakeCodecProvider;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Codecs that die, refuse or get stuck, and cameras that change or go away under them. */
class DerivedFeedFaultsTest {
    private static final Want JPEG = Want.of(Codec.JPEG);

    @RegisterExtension
    @Order(1)
    final FrameLeaks leaks = FrameLeaks.check();

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final HandCodec codec = new HandCodec();

    @RegisterExtension
    final ManualKit manual = new ManualKit(leaks, codec);

    private final HandSource source = new HandSource();
    private final RecordingReader reader = new RecordingReader();
    private int frames;

    private Camera running() {
        Camera camera = manual.start(source);
        send(Frames.h264());
        return camera;
    }

    /** The camera's next frame, of a track of its own. */
    private void send(Track track) {
        source.emit(source.lane(track).key(frames++));
        manual.clock.runPending();
    }

    private Subscription watch(Camera camera) {
        return watch(camera.feed(JPEG));
    }

    private Subscription watch(Feed feed) {
        Subscription subscription = feed.subscribe(From.KEY_FRAME, manual.clock.executor(), reader);
        manual.clock.runPending();
        return subscription;
    }

    private void dies(Retry retry) {
        codec.made.last().ended(new CamkitException("CK-4199", "the codec died of signal 11", "", "report it", retry));
        manual.clock.runPending();
    }

    private void makesPicture() {
        codec.makesPicture();
        manual.clock.runPending();
    }

    private void millis(int count) {
        manual.advance(Duration.ofMillis(count));
    }

    /** Time passes, and the camera sends frames all the while. */
    private void sendingFor(int seconds) {
        Frames lane = source.lane(Frames.h264());
        for (int i = 0; i < seconds * Frames.FRAME_RATE; i++) {
            millis(1000 / Frames.FRAME_RATE);
            source.emit(lane.key(frames++));
        }
    }

    private static FeedStatus only(Camera camera) {
        assertEquals(1, camera.feeds().size());
        return camera.feeds().get(0);
    }

    @Test
    void aCodecThatDiesIsStartedAgainAtOnce() {
        Camera camera = running();
        watch(camera);
        makesPicture();

        dies(Retry.RETRY);
        assertEquals("CK-4199", only(camera).error().orElseThrow().code());
        millis(100);

        assertEquals(2, codec.attempts());
        assertEquals(1, only(camera).restarts());
        assertEquals(1, manual.metric("camkit_derived_restarts_total", "camera", "door"));
    }

    @Test
    void oneThatDiesBeforeItMadeAnythingIsStartedAfterTheUsualWait() {
        watch(running());
        dies(Retry.RETRY);
        millis(100);

        dies(Retry.RETRY);
        millis(400);
        assertEquals(2, codec.attempts());
        millis(200);

        assertEquals(3, codec.attempts());
    }

    @Test
    void oneThatRanForAWhileIsStartedAtOnceEachTime() {
        watch(running());
        for (int i = 1; i <= 5; i++) {
            makesPicture();
            millis(2000);
            dies(Retry.RETRY);
            millis(100);

            assertEquals(1 + i, codec.attempts());
        }
    }

    @Test
    void oneThatDiesOfEachFirstPictureIsStartedEverLessOften() {
        watch(running());
        int dead = 0;
        for (int i = 0; i < 30 * 10; i++) {
            millis(100);
            if (codec.attempts() > dead) {
                makesPicture();
                dies(Retry.RETRY);
                dead++;
            }
        }

        assertTrue(codec.attempts() <= 16, () -> codec.attempts() + " attempts in 30 s");
    }

    @Test
    void whoWatchesHearsWhyItFailedForGood() {
        Camera camera = running();
        watch(camera);

        dies(Retry.GIVE_UP);

        assertEquals("CK-4199", reader.ends().get(0).code());
    }

    @Test
    void whoWatchesHearsOfATroubleThatSomebodyHasToMendFirst() {
        Camera camera = running();
        watch(camera);

        dies(Retry.RETRY_SLOWLY);

        assertEquals("CK-4199", reader.ends().get(0).code());
        assertTrue(log.lines("CK-4199").get(0).contains("not trying again"), () -> "" + log.lines("CK-4199"));
        millis(30_000);
        assertEquals(1, codec.attempts());
        assertEquals(List.of(), camera.feeds());
    }

    @Test
    void whoAsksAgainIsToldTheSameForAWhile() {
        Camera camera = running();
        watch(camera);
        dies(Retry.GIVE_UP);

        assertEquals(
                "CK-4199",
                assertThrows(CamkitException.class, () -> camera.feed(JPEG)).code());
        assertEquals(State.FAILED, only(camera).state());
        assertEquals(0, only(camera).viewers());
        millis(15_000);
        send(Frames.h264());

        assertEquals(List.of(), camera.feeds());
        watch(camera);
        assertEquals(2, codec.attempts());
    }

    @Test
    void whatFailedIsTriedAgainWhenTheCameraSendsSomethingElse() {
        Camera camera = running();
        watch(camera);
        dies(Retry.GIVE_UP);

        send(Frames.h264());
        watch(camera);

        assertEquals(2, codec.attempts());
    }

    @Test
    void aCodecsRefusalReachesWhoeverAsked() {
        Camera camera = running();
        codec.refuses(new CamkitException("CK-4001", "no FFmpeg", "", "add it", Retry.GIVE_UP));

        assertEquals(
                "CK-4001",
                assertThrows(CamkitException.class, () -> camera.feed(JPEG)).code());
    }

    @Test
    void aCodecsRefusalIsNoMatterWhenAnotherCan() {
        var refusing = new HandCodec();
        refusing.refuses(new CamkitException("CK-4001", "no FFmpeg", "", "add it", Retry.GIVE_UP));
        var other = new ManualKit(leaks, refusing, new FakeCodecProvider(manual.clock.executor()));
        Camera camera = other.start(source);
        send(Frames.h264());
        other.clock.runPending();

        camera.feed(JPEG);

        other.whileWorking(other.kit::close);
    }

    @Test
    void aCodecThatBreaksWhenAskedIsNoCodec() {
        Camera camera = running();
        codec.refuses(new IllegalStateException("broken on purpose"));

        assertEquals(
                "CK-1102",
                assertThrows(CamkitException.class, () -> camera.feed(JPEG)).code());
    }

    @Test
    void aCodecThatMakesNothingOfWhatComesIsStartedAnew() {
        Camera camera = running();
        watch(camera);
        makesPicture();

        sendingFor(7);

        assertEquals(2, codec.attempts());
        CamkitException why = only(camera).error().orElseThrow();
        assertEquals("CK-1303", why.code());
        assertTrue(why.mend().contains("the codec is started again"), why::mend);
    }

    @Test
    void aCameraThatStandsStillIsNotItsCodecsFault() {
        watch(running());
        makesPicture();

        millis(60_000);

        assertEquals(1, codec.attempts());
    }

    @Test
    void aCodecIsGivenItsTimeAgainWhenTheCameraIsBack() {
        watch(running());
        makesPicture();
        millis(30_000);

        sendingFor(5);

        assertEquals(1, codec.attempts());
    }

    @Test
    void aCameraThatComesBackAsItWasFindsItsCodecsRunning() {
        watch(running());
        makesPicture();
        source.last().ended(HandSource.lost());
        millis(3000);

        send(Frames.h264());
        millis(500);

        assertEquals(1, codec.attempts());
        assertEquals(List.of(), reader.ends());
    }

    @Test
    void aCameraThatComesBackInAnotherSizeEndsWhatNoLongerIsWhatItSays() {
        Camera camera = running();
        watch(camera);
        makesPicture();

        send(Track.video(Codec.H264, 90_000, 640, 480));
        millis(500);

        assertEquals("CK-1103", reader.ends().get(0).code());
        assertEquals(Retry.RETRY, reader.ends().get(0).retry());
        assertEquals(List.of(), camera.feeds());
        watch(camera);
        assertEquals("JPEG 640x480", only(camera).key());
    }

    @Test
    void aCameraIsConvertedToSoManyFormatsAtOnceAndNoMore() {
        Camera camera = running();
        Subscription first = watch(camera.feed(sized(1)));
        for (int width = 2; width <= 8; width++) {
            watch(camera.feed(sized(width)));
        }

        assertEquals(
                "CK-1112",
                assertThrows(CamkitException.class, () -> camera.feed(sized(9))).code());
        watch(camera.feed(sized(8)));
        first.close();
        watch(camera.feed(sized(9)));

        assertEquals(8, camera.feeds().size());
        assertEquals(List.of(), reader.ends());
    }

    @Test
    void allCamerasTogetherAreConvertedToSoManyFormatsAtOnceAndNoMore() {
        List<Camera> cameras =
                IntStream.rangeClosed(1, 4).mapToObj(this::runningAs).toList();
        for (Camera camera : cameras) {
            for (int width = 1; width <= 8; width++) {
                watch(camera.feed(sized(width)));
            }
        }
        Camera another = runningAs(5);

        CamkitException refusal = assertThrows(CamkitException.class, () -> another.feed(JPEG));
        assertEquals("CK-1112", refusal.code());
        assertTrue(refusal.what().startsWith("32 formats are made of all cameras"), refusal::what);
        watch(cameras.get(0).feed(sized(8)));
        manual.whileWorking(cameras.get(0)::close);
        watch(another.feed(JPEG));

        assertEquals(1, another.feeds().size());
    }

    private Camera runningAs(int number) {
        HandSource own = new HandSource();
        Camera camera = manual.kit.camera("camera-" + number).from(own).start();
        manual.clock.runPending();
        own.emit(own.lane(Frames.h264()).key(0));
        manual.clock.runPending();
        return camera;
    }

    private static Want sized(int width) {
        return JPEG.maxWidth(width);
    }

    @Test
    void aCodecThatIgnoresItsEndDoesNotHoldUpTheCameras() {
        codec.made.hanging();
        Camera camera = running();
        watch(camera);

        manual.whileWorking(camera::close);

        assertEquals(List.of(), manual.kit.cameras());
    }
}
