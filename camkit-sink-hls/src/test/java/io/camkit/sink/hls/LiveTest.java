package io.camkit.sink.hls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Secret;
import io.camkit.SourceSpec;
import io.camkit.Track;
import io.camkit.http.Access;
import io.camkit.http.Action;
import io.camkit.http.CamHttp;
import io.camkit.http.HttpOptions;
import io.camkit.net.LoopsProvider;
import io.camkit.spi.Plugin;
import io.camkit.testkit.FakeCamera;
import io.camkit.testkit.FakeCodecProvider;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import io.camkit.testkit.TestKits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LiveTest {
    private static final long SMALL_RING = 1 << 20;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private CamKit kit;
    private CamHttp http;

    @BeforeEach
    void open() {
        kit = CamKit.create(TestKits.real(leaks).withRingBytes(SMALL_RING, SMALL_RING));
        http = CamHttp.on(kit, 0);
        http.start();
    }

    private void openWith(Plugin codec) {
        close();
        kit = CamKit.create(TestKits.real(leaks).withOnlyPlugins(List.of(codec, new LoopsProvider())));
        http = CamHttp.on(kit, 0);
        http.start();
    }

    @AfterEach
    void close() {
        http.close();
        kit.close();
    }

    @Test
    void itSaysWhatFollowsThenSendsTheInitSegmentThenFragments() throws InterruptedException {
        started(FakeCamera.h264()).key();

        try (LiveClient viewer = watch()) {
            String description = viewer.nextText();
            assertTrue(
                    description.startsWith("{\"mime\":\"video/mp4; codecs=\\\"avc1.42c01f\\\"\",\"tracks\":["),
                    description);
            assertTrue(description.contains("\"width\":1280,\"height\":720"), description);
            LiveClient.Binary init = viewer.nextBinary();
            assertEquals("ftyp", init.box(0));
            assertEquals("moov", init.box(1));
            LiveClient.Binary fragment = viewer.nextBinary();
            assertEquals("moof", fragment.box(0));
            assertEquals("mdat", fragment.box(1));
        }
    }

    @Test
    void aViewerBeginsAtOnceWithTheKeptGroupOfPictures() throws InterruptedException {
        FakeCamera camera = started(FakeCamera.h264()).gops(2, 5);

        try (LiveClient viewer = begun()) {
            assertTrue(viewer.nextBinary().keyFrame());
            for (int i = 0; i < 4; i++) {
                assertFalse(viewer.nextBinary().keyFrame());
            }
            camera.key();
            assertTrue(viewer.nextBinary().keyFrame());
        }
    }

    @Test
    void everyViewerGetsTheSameFragments() throws InterruptedException {
        FakeCamera camera = started(FakeCamera.h264()).key();

        try (LiveClient one = begun();
                LiveClient other = begun()) {
            camera.delta();
            for (int i = 0; i < 2; i++) {
                assertArrayEquals(one.nextBinary().bytes(), other.nextBinary().bytes());
            }
        }
    }

    @Test
    void aNewConfigurationBeginsAnew() throws InterruptedException {
        FakeCamera camera = started(FakeCamera.h264()).key();

        try (LiveClient viewer = begun()) {
            viewer.nextBinary();
            camera.changeTrack(Frames.h264()).key();

            assertTrue(viewer.nextText().contains("\"mime\""));
            assertEquals("ftyp", viewer.nextBinary().box(0));
            assertTrue(viewer.nextBinary().keyFrame());
        }
    }

    @Test
    void whoFallsBehindIsToldAndGoesOnAtAKeyFrame() throws InterruptedException {
        FakeCamera camera = started(FakeCamera.h264()).key();

        try (LiveClient viewer = begun()) {
            viewer.nextBinary();
            for (int i = 0; i < 100; i++) {
                camera.key(64_000).delta(64_000);
            }
            LiveClient.Message next = viewer.next();
            while (next instanceof LiveClient.Binary) {
                next = viewer.next();
            }
            assertEquals("{\"gap\":true}", ((LiveClient.Text) next).text());
            assertTrue(viewer.nextBinary().keyFrame());
        }
    }

    @Test
    void whatArrivesIsDecodedWithoutAnError(@TempDir Path folder) throws Exception {
        EncodedCamera camera = new EncodedCamera(50);
        started(camera);
        camera.send(3);
        ByteArrayOutputStream file = new ByteArrayOutputStream();

        try (LiveClient viewer = begunInto(file)) {
            camera.send(camera.frames() - 3);
            for (int i = 0; i < camera.frames(); i++) {
                file.writeBytes(viewer.nextBinary().bytes());
            }
        }
        Path mp4 = folder.resolve("live.mp4");
        Files.write(mp4, file.toByteArray());

        Ffmpeg.run("-i " + mp4 + " -f null -");
        assertEquals(
                "320,240,25/1,50",
                Ffmpeg.probe("-count_frames -select_streams v -of csv=p=0"
                        + " -show_entries stream=width,height,r_frame_rate,nb_read_frames " + mp4));
    }

    @Test
    void aCameraWithoutH264IsRefusedWithWhatToDo() throws IOException, InterruptedException {
        started(FakeCamera.jpeg()).key();

        assertEquals(409, refusal());
    }

    @Test
    void withACodecACameraOfJpegsIsShownToo() throws InterruptedException {
        openWith(new FakeCodecProvider(Runnable::run));
        FakeCamera camera = started(FakeCamera.jpeg()).key();

        try (LiveClient viewer = watch()) {
            String description = viewer.nextText();
            assertTrue(description.contains("\"codec\":\"h264\""), description);
            viewer.nextBinary();
            assertTrue(viewer.nextBinary().keyFrame());
            camera.key();
            assertTrue(viewer.nextBinary().keyFrame());
            assertEquals(Map.of("live", 1), kit.cameras().get(0).feeds().get(0).subscribers());
        }
    }

    @Test
    void whyNothingFollowsIsTheReasonOfTheClose() throws InterruptedException {
        var codec = new FakeCodecProvider(Runnable::run);
        openWith(codec);
        FakeCamera camera = started(FakeCamera.jpeg()).key();

        try (LiveClient viewer = begun()) {
            viewer.nextBinary();
            codec.refuses(new CamkitException(
                    "CK-4101",
                    "too many pixels for “this” encoder",
                    "",
                    "ask for fewer",
                    CamkitException.Retry.GIVE_UP));
            camera.changeTrack(Frames.jpeg()).key();

            LiveClient.Message last = viewer.next();
            while (last instanceof LiveClient.Binary) {
                last = viewer.next();
            }
            assertEquals(new LiveClient.Closed(1011, "CK-4101 too many pixels for ?this? encoder"), last);
        }
    }

    @Test
    void beforeTheFirstFrameItIsTooEarly() throws IOException, InterruptedException {
        started(FakeCamera.h264());

        assertEquals(503, refusal());
    }

    @Test
    void parameterSetsThatCannotBeReadCloseTheSocketWithTheReason() throws InterruptedException {
        Track odd = Track.video(Codec.H264, 90_000, 1280, 720)
                .withParameterSets(
                        List.of(ByteBuffer.wrap(new byte[] {0x67, 1}), ByteBuffer.wrap(new byte[] {0x68, 1})));
        started(FakeCamera.of(odd)).key();

        try (LiveClient viewer = watch()) {
            LiveClient.Closed closed = assertInstanceOf(LiveClient.Closed.class, viewer.next());
            assertEquals(1011, closed.status());
            assertTrue(closed.reason().startsWith("CK-3111"), closed.reason());
        }
    }

    @Test
    void theSocketEndsWithItsCamera() throws InterruptedException {
        started(FakeCamera.h264()).key();

        try (LiveClient viewer = begun()) {
            viewer.nextBinary();
            kit.find("door").orElseThrow().close();

            assertInstanceOf(LiveClient.Closed.class, viewer.next());
        }
    }

    @Test
    void theSocketEndsWithTheTokenItWasOpenedWith() throws InterruptedException {
        Secret secret = Secret.of("a-secret-of-24-characters");
        http.close();
        http = CamHttp.on(
                kit,
                HttpOptions.loopback(0)
                        .withAccess(Access.tokens(
                                List.of(new Access.Token("guest", secret, Set.of("door"), Set.of(Action.VIEW))))));
        http.start();
        started(FakeCamera.h264()).key();

        try (LiveClient viewer =
                LiveClient.watch(http.port(), "door", Map.of("Authorization", "Bearer " + secret.reveal()))) {
            viewer.nextText();
            http.revoke("guest");
            LiveClient.Message last = viewer.next();
            while (last instanceof LiveClient.Binary) {
                last = viewer.next();
            }
            assertEquals(1008, assertInstanceOf(LiveClient.Closed.class, last).status());
        }
    }

    @Test
    void withoutAnHttpServerTheCameraDoesNotStart() {
        try (CamKit alone = CamKit.create(TestKits.real(leaks))) {
            CamkitException fault = assertThrows(
                    CamkitException.class,
                    () -> alone.camera("door")
                            .from(FakeCamera.h264())
                            .to(Live.fmp4())
                            .start());

            assertEquals("CK-5303", fault.code());
        }
    }

    private <T extends SourceSpec> T started(T camera) {
        kit.camera("door").from(camera).to(Live.fmp4()).start();
        return camera;
    }

    private LiveClient watch() {
        return LiveClient.watch(http.port(), "door");
    }

    /** A viewer who has read the description and the init segment. */
    private LiveClient begun() throws InterruptedException {
        return begunInto(new ByteArrayOutputStream());
    }

    private LiveClient begunInto(ByteArrayOutputStream file) throws InterruptedException {
        LiveClient viewer = watch();
        viewer.nextText();
        file.writeBytes(viewer.nextBinary().bytes());
        return viewer;
    }

    private int refusal() throws IOException, InterruptedException {
        URI address = URI.create("ws://127.0.0.1:" + http.port() + "/cameras/door/live");
        CompletionException refused = assertThrows(
                CompletionException.class,
                () -> HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(address, new WebSocket.Listener() {})
                        .join());
        return assertInstanceOf(WebSocketHandshakeException.class, refused.getCause())
                .getResponse()
                .statusCode();
    }
}
