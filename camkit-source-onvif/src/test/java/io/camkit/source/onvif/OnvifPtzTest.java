package io.camkit.source.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Ptz;
import io.camkit.spi.Source;
import io.camkit.testkit.FakeOnvif;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.FfmpegMjpegServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders to a camera that moves, while it plays. */
class OnvifPtzTest {
    @TempDir
    static Path directory;

    private static FfmpegMjpegServer stream;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private FakeOnvif camera;
    private Source source;
    private SourceProbe probe;

    @BeforeAll
    static void startStream() {
        stream = FfmpegMjpegServer.of(Ffmpeg.mjpeg(directory.resolve("clip.mjpeg"), 64, 48, 25, 50));
    }

    @AfterAll
    static void endStream() {
        stream.close();
    }

    @BeforeEach
    void startCamera() {
        camera = FakeOnvif.start().stream("http://127.0.0.1:" + stream.port() + "/stream");
        source = Onvif.at("127.0.0.1:" + camera.address().getPort()).open();
        probe = SourceProbe.over(leaks);
    }

    @AfterEach
    void endCamera() {
        probe.close();
        camera.close();
    }

    private Ptz ptz() {
        probe.start(source).awaitFrames(1);
        return source.capability(Ptz.class).orElseThrow();
    }

    private static <T> T result(CompletionStage<T> order) {
        try {
            return order.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CamkitException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    private static String refusal(CompletionStage<?> order) {
        return assertThrows(CamkitException.class, () -> result(order)).code();
    }

    @Test
    void aMoveHasASpeedAndAnEnd() {
        result(ptz().move(new Ptz.Vector(0.5, -1, 0), Duration.ofMillis(1500)));
        String order = camera.request("ContinuousMove");

        assertTrue(order.contains("<tt:PanTilt x=\"0.5000\" y=\"-1.0000\"/>"), order);
        assertTrue(order.contains("Timeout>PT1.5S<"), order);
        assertFalse(order.contains("Zoom"), order);
    }

    @Test
    void aZoomAloneTurnsNothing() {
        result(ptz().moveBy(new Ptz.Vector(0, 0, 0.25)));
        String order = camera.request("RelativeMove");

        assertTrue(order.contains("<tt:Zoom x=\"0.2500\"/>"), order);
        assertFalse(order.contains("PanTilt"), order);
    }

    @Test
    void aPlaceIsWhole() {
        result(ptz().moveTo(new Ptz.Vector(0, 0, 0)));

        assertTrue(
                camera.request("AbsoluteMove").contains("PanTilt x=\"0.0000\" y=\"0.0000\"/><tt:Zoom x=\"0.0000\"/>"));
    }

    @Test
    void presetsAreListedAndGoneTo() {
        Ptz ptz = ptz();

        assertEquals(List.of(new Ptz.Preset("1", "Door"), new Ptz.Preset("2", "")), result(ptz.presets()));
        result(ptz.goTo("1"));
        assertTrue(camera.request("GotoPreset").contains("PresetToken>1<"));
        assertEquals("CK-2711", refusal(ptz.goTo("<3>")));
    }

    @Test
    void aCameraIsStopped() {
        result(ptz().stop());

        assertTrue(camera.request("Stop").contains("PanTilt>true<"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 60_001})
    void aMoveIsNeitherEndlessNorBackward(long millis) {
        assertEquals("CK-2715", refusal(ptz().move(new Ptz.Vector(1, 0, 0), Duration.ofMillis(millis))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.01, -2, Double.NaN, Double.POSITIVE_INFINITY})
    void aSpeedIsAFraction(double pan) {
        assertThrows(IllegalArgumentException.class, () -> new Ptz.Vector(pan, 0, 0));
    }

    @Test
    void aCameraThatDoesNotMoveHasNoPtz() {
        camera.withoutPtz();
        probe.start(source).awaitFrames(1);

        assertTrue(source.capability(Ptz.class).isEmpty());
    }

    @Test
    void aCameraThatDoesNotAnswerIsNotGivenOrderAfterOrder() {
        camera.silence("Stop");
        Ptz ptz = ptz();
        for (int i = 0; i < 8; i++) {
            assertFalse(ptz.stop().toCompletableFuture().isDone());
        }

        assertEquals("CK-2717", refusal(ptz.stop()));
    }

    @Test
    void anOrderThatIsNeverAnsweredFails() throws InterruptedException {
        camera.silence("Stop");
        var order = ptz().stop().toCompletableFuture();
        for (int i = 0; i < 400 && !order.isDone(); i++) {
            probe.elapse(Duration.ofMillis(100));
            try {
                order.get(5, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // not yet, or as expected
            }
        }

        assertEquals("CK-2703", refusal(order));
    }
}
