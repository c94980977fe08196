package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Camera;
import io.camkit.CameraSetup;
import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Event;
import io.camkit.KeyFrames;
import io.camkit.State;
import io.camkit.StreamName;
import io.camkit.Want;
import io.camkit.spi.SinkContext;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.ScriptedSourceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How cameras are assembled, what they say of themselves, and how they end. */
class CameraLifeTest {
    @RegisterExtension
    @Order(1)
    final FrameLeaks leaks = FrameLeaks.check();

    @RegisterExtension
    final ManualKit manual = new ManualKit(leaks, TestPlugins.source("script", 1, "script"));

    private final List<String> order = new ArrayList<>();

    private static ScriptedSourceSpec source() {
        return ScriptedSourceSpec.h264().answersKeyFrameRequests().frames(100_000);
    }

    private CameraSetup door() {
        return manual.kit.camera("door").from(source());
    }

    private static String refusal(CameraSetup setup) {
        return assertThrows(CamkitException.class, setup::start).code();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Door", "front door", "türe", "../etc", "a/b"})
    void anIdIsShortAndPlain(String id) {
        assertEquals("CK-1104", refusal(manual.kit.camera(id).from(source())));
    }

    @Test
    void anIdOfMoreThan64LettersIsRefused() {
        assertEquals("CK-1104", refusal(manual.kit.camera("a".repeat(65)).from(source())));
    }

    @Test
    void anIdServesOneCameraAtATime() {
        Camera first = door().start();
        assertEquals("CK-1105", refusal(door()));

        manual.whileWorking(first::close);

        assertNotSame(first, door().start());
    }

    @Test
    void aCameraWithoutASourceIsRefused() {
        assertEquals("CK-1106", refusal(manual.kit.camera("door")));
        door().start();
    }

    @Test
    void aSourceMayBeGivenAsText() {
        Camera camera =
                manual.kit.camera("door").from("script:x").sub("script:y").start();

        assertEquals(2, camera.streams().size());
        assertThrows(CamkitException.class, () -> manual.kit.camera("b").from("ftp://x"));
    }

    @Test
    void aSourceMayOpenAnotherPluginsSource() {
        var finder = new HandSource();
        Camera camera = manual.start(finder);
        finder.last().source("script:x", Optional.empty()).open().start(finder.last());
        manual.advance(Duration.ofMillis(100));

        assertEquals(State.RUNNING, camera.state());
        assertThrows(CamkitException.class, () -> finder.last().source("ftp://x", Optional.empty()));
    }

    @Test
    void camerasAreListedInTheOrderOfStarting() {
        for (String id : List.of("c", "a", "b")) {
            manual.kit.camera(id).from(source()).start();
        }

        assertEquals(
                List.of("c", "a", "b"),
                manual.kit.cameras().stream().map(Camera::id).toList());
        assertEquals("a", manual.kit.find("a").orElseThrow().id());
        assertEquals(Optional.empty(), manual.kit.find("d"));
    }

    @Test
    void sinksOpenInOrderAndCloseBeforeTheSourceStops() {
        var script = source();
        Camera camera = manual.kit
                .camera("door")
                .from(script)
                .to(
                        TestPlugins.sink(
                                "one",
                                context -> order.add("open one"),
                                () -> order.add("close, stopped: " + script.stopped())),
                        TestPlugins.sink("two", context -> order.add("open two"), () -> {}))
                .start();

        manual.whileWorking(camera::close);

        assertEquals(List.of("open one", "open two", "close, stopped: 0"), order);
        assertEquals(1, script.stopped());
    }

    @Test
    void aSinkThatDoesNotOpenLeavesNothingRunning() {
        var script = source();
        CameraSetup setup = manual.kit
                .camera("door")
                .from(script)
                .to(
                        TestPlugins.sink("one", context -> {}, () -> order.add("close one")),
                        TestPlugins.sink(
                                "two",
                                context -> {
                                    throw new IllegalStateException("no room");
                                },
                                () -> order.add("close two")));
        manual.whileWorking(() -> assertThrows(IllegalStateException.class, setup::start));

        assertEquals(List.of("close one", "close two"), order.stream().sorted().toList());
        assertEquals(0, script.attempts());
        assertEquals(List.of(), manual.kit.cameras());
        assertEquals(List.of(), manual.kit.events().recent());
        door().start();
    }

    @Test
    void everySinkGetsAnExecutorOfItsOwn() {
        var contexts = new ArrayList<SinkContext>();
        door().to(TestPlugins.sink("a", contexts::add, () -> {}), TestPlugins.sink("b", contexts::add, () -> {}))
                .start();

        assertNotSame(contexts.get(0).workers(), contexts.get(1).workers());
        assertSame(contexts.get(0).workers(), contexts.get(0).workers());
        assertSame(manual.clock, contexts.get(0).clock());
    }

    @Test
    void aSinkThatFailsToCloseKeepsNobodyElseFromClosing() {
        var script = source();
        Camera camera = manual.kit
                .camera("door")
                .from(script)
                .to(TestPlugins.sink("bad", context -> {}, () -> {
                    throw new IllegalStateException("bug");
                }))
                .start();

        manual.whileWorking(camera::close);

        assertEquals(State.STOPPED, camera.state());
    }

    @Test
    void mainAndSubAreTwoStreamsOfOneCamera() {
        Camera camera = door().sub(ScriptedSourceSpec.jpeg().frames(100_000)).start();
        manual.advance(Duration.ofSeconds(1));

        assertEquals(
                List.of(StreamName.MAIN, StreamName.SUB),
                camera.streams().stream().map(stream -> stream.name()).toList());
        assertEquals(
                Codec.JPEG,
                camera.feed(Want.of(Codec.JPEG).from(StreamName.SUB))
                        .tracks()
                        .get(0)
                        .codec());
        assertEquals(
                "CK-1102",
                assertThrows(CamkitException.class, () -> camera.feed(Want.of(Codec.JPEG)))
                        .code());
    }

    @Test
    void theStateOfACameraIsThatOfItsMainStream() {
        Camera camera = door().sub(ScriptedSourceSpec.h264().ends()).start();
        manual.advance(Duration.ofSeconds(1));

        assertEquals(State.RUNNING, camera.state());
        assertEquals(State.BACKING_OFF, camera.streams().get(1).state());
    }

    @Test
    void aWantForTheSubStreamOfACameraWithoutOneIsServedFromTheMainStream() {
        Camera camera = door().start();
        manual.advance(Duration.ofSeconds(1));

        assertEquals(
                1,
                camera.feed(Want.of(Codec.H264).from(StreamName.SUB)).tracks().size());
    }

    @Test
    void theStatusTellsWhatFlows() {
        door().start();
        manual.advance(Duration.ofSeconds(10));
        var status = manual.main();

        assertEquals("RUNNING", status.state().name());
        assertEquals("script", status.transport());
        assertEquals(Codec.H264, status.tracks().get(0).codec());
        assertEquals(25, status.framesPerSecond(), 0.5);
        assertTrue(status.bitsPerSecond() > 10_000, status.bitsPerSecond() + " bit/s");
        assertEquals(250, status.framesIn());
        assertEquals(Duration.ZERO, status.lastFrameAge().orElseThrow());
        assertEquals(Optional.empty(), status.error());
        assertEquals(Optional.empty(), status.retryIn());
        assertEquals(0, status.reconnects());
    }

    @Test
    void sinceTellsWhenAStreamThatWaitsLastRan() {
        Camera camera = manual.start(
                ScriptedSourceSpec.h264().frames(25).ends().nextAttempt().ends());
        manual.advance(Duration.ofSeconds(1));
        var lost = manual.clock.now();

        manual.advance(Duration.ofSeconds(45));

        assertEquals(State.BACKING_OFF, camera.state());
        assertEquals(lost, manual.main().since());
    }

    @Test
    void sinceTellsWhenAStreamThatNeverRanWasStarted() {
        var begun = manual.clock.now();
        manual.start(ScriptedSourceSpec.h264().ends());

        manual.advance(Duration.ofSeconds(45));

        assertEquals(begun, manual.main().since());
    }

    @Test
    void whatTheSourceCanDoIsThereWhileItRuns() {
        Camera camera = door().start();
        manual.clock.runPending();
        assertTrue(camera.capability(KeyFrames.class).isPresent());
        assertEquals(Optional.empty(), camera.capability(Runnable.class));

        manual.whileWorking(camera::close);

        assertEquals(Optional.empty(), camera.capability(KeyFrames.class));
    }

    @Test
    void everyChangeIsAnEvent() {
        Camera camera = door().start();
        manual.advance(Duration.ofSeconds(1));
        manual.whileWorking(camera::close);

        assertEquals(
                List.of("CameraAdded", "STARTING", "RUNNING", "STOPPING", "STOPPED", "CameraRemoved"),
                manual.kit.events().recent().stream()
                        .map(event -> event instanceof Event.StateChanged changed
                                ? changed.to().name()
                                : event.getClass().getSimpleName())
                        .toList());
    }

    @Test
    void aClosedCameraLeavesNoMetric() {
        Camera camera = door().start();
        manual.advance(Duration.ofSeconds(1));
        assertEquals(25, manual.metric("camkit_frames_in_total", "camera", "door", "stream", "main"));
        assertEquals(1, manual.metric("camkit_stream_up", "camera", "door"));
        assertTrue(manual.metric("camkit_ring_bytes", "camera", "door") > 0);

        manual.whileWorking(camera::close);

        assertEquals(List.of(), manual.kit.metrics().samples());
    }

    @Test
    void reconnectsAreCounted() {
        manual.start(ScriptedSourceSpec.h264().frames(5).ends().nextAttempt().frames(1000));
        manual.advance(Duration.ofSeconds(2));

        assertEquals(1, manual.metric("camkit_reconnects_total", "camera", "door", "stream", "main"));
    }

    @Test
    void aGroupOverTheBoundIsNotKeptAndSaidSo() {
        var source = new HandSource();
        manual.whileWorking(manual.kit::close);
        var small = new ManualKit(leaks, options -> options.withRingBytes(1 << 20, 1 << 20));
        small.start(source);
        var lane = source.lane(io.camkit.testkit.Frames.h264());
        source.emit(lane.key(0, 600 << 10));
        source.emit(lane.delta(1, 600 << 10));

        assertEquals(1, small.metric("camkit_groups_not_kept_total", "camera", "door"));
        small.whileWorking(small.kit::close);
    }
}
