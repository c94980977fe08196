package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Camera;
import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Codec;
import io.camkit.Cost;
import io.camkit.From;
import io.camkit.KeyFrames;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.spi.Metered;
import io.camkit.spi.SinkContext;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** For whom a derived feed is made, what it costs, and whom it asks for key frames. */
class DerivedFeedStatusTest {
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
    private final List<SinkContext> sinks = new ArrayList<>();
    private Cost cost = new Cost(Duration.ZERO, 0);

    private Camera running() {
        Camera camera = manual.kit
                .camera("door")
                .from(source)
                .to(TestPlugins.sink("wall", sinks::add, () -> {}))
                .start();
        manual.clock.runPending();
        source.emit(source.lane(Frames.h264()).key(0));
        manual.clock.runPending();
        return camera;
    }

    private Subscription watch(Camera camera) {
        Subscription subscription =
                camera.feed(JPEG).subscribe(From.KEY_FRAME, manual.clock.executor(), new RecordingReader());
        manual.clock.runPending();
        return subscription;
    }

    /** A second passes, so that the codec's cost is asked for. */
    private void costs(long cpuMillis, long residentBytes) {
        cost = new Cost(Duration.ofMillis(cpuMillis), residentBytes);
        manual.advance(Duration.ofMillis(1250));
    }

    private Optional<Cost> told(Camera camera) {
        return camera.feeds().get(0).cost();
    }

    @Test
    void subscribersAreCountedByWhatTheyAreFor() {
        Camera camera = running();
        watch(camera);
        for (int i = 0; i < 2; i++) {
            sinks.get(0).feed(JPEG).subscribe(From.LIVE, manual.clock.executor(), new RecordingReader());
        }
        camera.snapshot(JPEG, Duration.ofSeconds(2));
        manual.clock.runPending();

        assertEquals(
                Map.of("program", 1, "wall", 2, "snapshot", 1),
                camera.feeds().get(0).subscribers());
        assertEquals(4, camera.feeds().get(0).viewers());
        assertEquals(4, manual.metric("camkit_subscribers", "camera", "door", "stream", "derived"));
        manual.advance(Duration.ofSeconds(3));
    }

    @Test
    void whatViewersSkipIsCountedForDerivedFeeds() {
        RecordingReader slow = new RecordingReader().refuses(true);
        Subscription subscription = running().feed(JPEG).subscribe(From.KEY_FRAME, manual.clock.executor(), slow);
        manual.clock.runPending();
        Frames lane = codec.made.lane(Frames.jpeg());
        for (int n = 0; n < 50; n++) {
            codec.makes(lane.key(n));
            manual.advance(Duration.ofMillis(40));
        }

        slow.refuses(false);
        subscription.resume();
        manual.clock.runPending();

        long skipped = subscription.skipped().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertTrue(skipped > 0, "it is too slow");
        assertEquals(
                (double) skipped, manual.metric("camkit_frames_skipped_total", "camera", "door", "stream", "derived"));
        assertEquals(0, manual.metric("camkit_frames_skipped_total", "camera", "door", "stream", "main"));
    }

    @Test
    void aCodecIsNoSubscriberOfItsCamera() {
        Camera camera = running();
        watch(camera);
        codec.inputs.get(0).subscribe(From.LIVE, manual.clock.executor(), new RecordingReader());

        assertEquals(0, manual.main().subscribers());
        assertEquals(0, manual.metric("camkit_subscribers", "camera", "door", "stream", "main"));
        assertEquals(1, camera.feeds().get(0).viewers());
    }

    @Test
    void memoryOfACodecThatFailedIsNotOccupied() {
        codec.made.with(Metered.class, () -> cost);
        Camera camera = running();
        watch(camera);
        costs(340, 85 << 20);

        codec.made.last().ended(new CamkitException("CK-4199", "broken", "", "mend it", Retry.GIVE_UP));
        manual.clock.runPending();

        assertEquals(Optional.of(new Cost(Duration.ofMillis(340), 0)), told(camera));
    }

    @Test
    void aCodecThatCannotTellItsCostHasNone() {
        Camera camera = running();
        watch(camera);
        manual.advance(Duration.ofSeconds(3));

        assertEquals(Optional.empty(), told(camera));
    }

    @Test
    void theCostOfACodecIsTold() {
        codec.made.with(Metered.class, () -> cost);
        Camera camera = running();
        watch(camera);

        costs(340, 85 << 20);

        assertEquals(Optional.of(new Cost(Duration.ofMillis(340), 85 << 20)), told(camera));
        assertEquals(85 << 20, manual.metric("camkit_derived_resident_bytes", "camera", "door"));
    }

    @Test
    void whatEarlierCodecsOfAFeedCostIsAdded() {
        codec.made.with(Metered.class, () -> cost);
        Camera camera = running();
        watch(camera);
        costs(340, 85 << 20);
        codec.made.last().ended(HandSource.lost());
        costs(100, 80 << 20);

        assertEquals(Optional.of(new Cost(Duration.ofMillis(440), 80 << 20)), told(camera));
    }

    @Test
    void theCameraRemembersWhatItsFeedsCost() {
        codec.made.with(Metered.class, () -> cost);
        Camera camera = running();
        Subscription viewer = watch(camera);
        costs(500, 85 << 20);
        viewer.close();

        manual.advance(Duration.ofSeconds(6));

        assertEquals(List.of(), camera.feeds());
        assertEquals(0.5, manual.metric("camkit_derived_cpu_seconds", "camera", "door"));
        assertEquals(0, manual.metric("camkit_derived_feeds", "camera", "door"));
        assertEquals(0, manual.metric("camkit_derived_resident_bytes", "camera", "door"));
    }

    @Test
    void aCodecThatFailsToTellIsNotAskedAgain() {
        codec.made.with(Metered.class, () -> {
            throw new IllegalStateException("broken on purpose");
        });
        Camera camera = running();
        watch(camera);

        manual.advance(Duration.ofSeconds(5));

        assertEquals(1, log.lines("what it costs").size());
        assertEquals(Optional.empty(), told(camera));
    }

    @Test
    void keyFramesAreAskedOfTheCameraAndOfTheEncoder() {
        var ofCamera = new AtomicInteger();
        var ofEncoder = new AtomicInteger();
        source.with(KeyFrames.class, ofCamera::incrementAndGet);
        codec.made.with(KeyFrames.class, ofEncoder::incrementAndGet);
        Camera camera = running();
        watch(camera);
        manual.advance(Duration.ofSeconds(2));
        int before = ofCamera.get();

        camera.feed(JPEG).requestKeyFrame();
        manual.clock.runPending();

        assertEquals(before + 1, ofCamera.get());
        assertFalse(ofEncoder.get() == 0);
    }

    @Test
    void aSnapshotIsTakenAnewWhenTheCameraChangesMeanwhile() throws Exception {
        Camera camera = running();
        var picture = camera.snapshot(JPEG, Duration.ofSeconds(2)).toCompletableFuture();
        manual.clock.runPending();

        source.emit(source.lane(Track.video(Codec.H264, 90_000, 640, 480)).key(1));
        manual.advance(Duration.ofMillis(500));
        codec.makes(codec.made.lane(Frames.jpeg()).key(1));
        manual.clock.runPending();

        assertEquals(1, RecordingReader.number(picture.get()));
        picture.get().release();
    }

    @Test
    void aSnapshotThatSomebodyHasToMendSomethingForIsRefusedAtOnce() {
        Camera camera = running();
        codec.refuses(new CamkitException("CK-4199", "broken", "", "mend it", Retry.RETRY_SLOWLY));

        var picture = camera.snapshot(JPEG, Duration.ofSeconds(2)).toCompletableFuture();
        manual.clock.runPending();

        var failure = assertThrows(ExecutionException.class, picture::get);
        assertEquals(
                "CK-4199",
                assertInstanceOf(CamkitException.class, failure.getCause()).code());
    }

    @Test
    void aSnapshotIsNeverOlderThanTheCamerasNewestKeyFrame() throws Exception {
        Camera camera = running();
        watch(camera);
        Frames made = codec.made.lane(Frames.jpeg());
        codec.makes(made.key(0));
        manual.advance(Duration.ofSeconds(1));
        source.emit(source.lane(Frames.h264()).key(25));

        var picture = camera.snapshot(JPEG, Duration.ofSeconds(2)).toCompletableFuture();
        manual.clock.runPending();
        assertFalse(picture.isDone());
        codec.makes(made.key(25));
        manual.clock.runPending();

        assertEquals(25, RecordingReader.number(picture.get()));
        picture.get().release();
    }
}
