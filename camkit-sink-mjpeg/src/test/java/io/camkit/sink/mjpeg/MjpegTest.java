package io.camkit.sink.mjpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.CamkitException;
import io.camkit.KitOptions;
import io.camkit.Secret;
import io.camkit.http.Access;
import io.camkit.http.Action;
import io.camkit.http.CamHttp;
import io.camkit.http.HttpOptions;
import io.camkit.net.LoopsProvider;
import io.camkit.testkit.FakeCamera;
import io.camkit.testkit.FakeCodecProvider;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.TestKits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class MjpegTest {
    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final HttpClient client = HttpClient.newHttpClient();
    private CamKit kit;
    private CamHttp http;

    @BeforeEach
    void open() {
        open(TestKits.real(leaks));
    }

    private void open(KitOptions options) {
        kit = CamKit.create(options);
        http = CamHttp.on(kit, 0);
        http.start();
    }

    @AfterEach
    void close() {
        http.close();
        kit.close();
    }

    @Test
    void aStreamIsMultipartAndNotToBeKept() throws IOException {
        FakeCamera camera = started(FakeCamera.jpeg()).key();

        try (MjpegClient viewer = watch("")) {
            assertEquals("200", viewer.head("status"));
            assertEquals("multipart/x-mixed-replace; boundary=camkit", viewer.head("content-type"));
            assertEquals("no-store, no-cache, private", viewer.head("cache-control"));
            assertEquals("no-cache", viewer.head("pragma"));
            assertEquals("image/jpeg", viewer.next().header("content-type"));
        }
        camera.key();
    }

    @Test
    void aViewerBeginsWithTheNewestPicture() throws IOException {
        started(FakeCamera.jpeg()).key(2000).key(3000).key(4000);

        try (MjpegClient viewer = watch("")) {
            assertEquals(4000, viewer.next().picture().length);
        }
    }

    @Test
    void picturesArriveAsTheCameraSentThem() throws IOException {
        FakeCamera camera = started(FakeCamera.jpeg()).key(50_000);

        try (MjpegClient viewer = watch("")) {
            MjpegClient.Part first = viewer.next();
            camera.key(60_000);
            MjpegClient.Part second = viewer.next();

            assertEquals(50_000, first.picture().length);
            assertEquals(60_000, second.picture().length);
            assertEquals(
                    16, ImageIO.read(new ByteArrayInputStream(second.picture())).getWidth());
        }
    }

    @Test
    void aPartTellsWhenItsPictureWasTaken() throws IOException {
        Instant before = kit.clock().now();
        started(FakeCamera.jpeg()).key();

        try (MjpegClient viewer = watch("")) {
            String stamp = viewer.next().header("x-timestamp");

            assertTrue(stamp.matches("\\d{10}\\.\\d{6}"), stamp);
            long micros = Long.parseLong(stamp.replace(".", ""));
            assertTrue(micros >= before.toEpochMilli() * 1000 - 1000, stamp);
            assertTrue(micros <= kit.clock().now().toEpochMilli() * 1000 + 1000, stamp);
        }
    }

    @Test
    void whoWantsFewerPicturesGetsFewer() throws IOException {
        FakeCamera camera = started(FakeCamera.jpeg()).key(2000);

        try (MjpegClient frugal = watch("?fps=0.001");
                MjpegClient other = watch("")) {
            frugal.next();
            other.next();
            camera.key(2000);
            other.next();
            kit.find("door").orElseThrow().close();

            assertThrows(IOException.class, frugal::next);
        }
    }

    @Test
    void wrongParametersAreNamed() throws Exception {
        started(FakeCamera.jpeg()).key();

        for (String query : new String[] {"fps=0", "fps=fast", "fps=1e9", "width=0", "width=-1", "stream=third"}) {
            HttpResponse<String> answer = get("stream.mjpg?" + query);
            assertEquals(400, answer.statusCode(), query);
            assertTrue(answer.body().contains("CK-5301"), answer.body());
            assertTrue(answer.body().contains(query.substring(0, query.indexOf('='))), answer.body());
        }
        assertEquals(400, get("snapshot.jpg?width=wide").statusCode());
    }

    @Test
    void beforeTheFirstPictureItSaysToTryAgain() throws Exception {
        started(FakeCamera.jpeg());

        HttpResponse<String> answer = get("stream.mjpg");

        assertEquals(503, answer.statusCode());
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
        assertTrue(answer.body().contains("CK-1101"), answer.body());
    }

    @Test
    void aCameraWithoutJpegNeedsACodecAndTheAnswerNamesIt() throws Exception {
        started(FakeCamera.h264()).key();

        for (String name : new String[] {"stream.mjpg", "snapshot.jpg"}) {
            HttpResponse<String> answer = get(name);
            assertEquals(409, answer.statusCode());
            assertTrue(answer.body().contains("CK-1102"), answer.body());
            assertTrue(answer.body().contains("camkit-codec"), answer.body());
        }
    }

    @Test
    void withACodecACameraOfAnotherFormatIsShownToo() throws IOException {
        close();
        open(TestKits.real(leaks).withOnlyPlugins(List.of(new FakeCodecProvider(Runnable::run), new LoopsProvider())));
        FakeCamera camera = started(FakeCamera.h264()).key();

        try (MjpegClient viewer = watch("")) {
            assertEquals("image/jpeg", viewer.next().header("content-type"));
        }
        camera.key();
    }

    @Test
    void viewersOfOneSizeShareACodecAndAnotherSizeHasItsOwn() throws IOException {
        close();
        var codec = new FakeCodecProvider(Runnable::run);
        open(TestKits.real(leaks).withOnlyPlugins(List.of(codec, new LoopsProvider())));
        started(FakeCamera.h264()).key();

        try (MjpegClient one = watch("?width=640");
                MjpegClient two = watch("?width=640");
                MjpegClient large = watch("")) {
            one.next();
            two.next();
            large.next();

            assertEquals(List.of("JPEG 640", "JPEG 1280"), codec.opened());
            assertEquals(Map.of("mjpeg", 2), kit.cameras().get(0).feeds().get(0).subscribers());
            assertEquals(0, kit.cameras().get(0).streams().get(0).subscribers(), "codecs watch nothing");
        }
    }

    @Test
    void aCodecThatLacksSomethingSaysWhat() throws Exception {
        close();
        var codec = new FakeCodecProvider(Runnable::run)
                .refuses(new CamkitException(
                        "CK-4001", "no FFmpeg", "", "add org.bytedeco:ffmpeg", CamkitException.Retry.GIVE_UP));
        open(TestKits.real(leaks).withOnlyPlugins(List.of(codec, new LoopsProvider())));
        started(FakeCamera.h264()).key();

        for (String file : List.of("stream.mjpg", "snapshot.jpg")) {
            HttpResponse<String> answer = get(file);

            assertEquals(409, answer.statusCode());
            assertTrue(answer.body().contains("CK-4001"), answer.body());
            assertTrue(answer.body().contains("add org.bytedeco:ffmpeg"), answer.body());
        }
    }

    @Test
    void aSnapshotOfAnotherFormatIsMadeByTheCodec() throws Exception {
        close();
        open(TestKits.real(leaks).withOnlyPlugins(List.of(new FakeCodecProvider(Runnable::run), new LoopsProvider())));
        started(FakeCamera.h264()).key();

        HttpResponse<String> answer = get("snapshot.jpg");

        assertEquals(200, answer.statusCode());
        assertEquals("image/jpeg", answer.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void whoAsksForTheHeadAloneStartsNothing() throws Exception {
        close();
        open(TestKits.real(leaks).withOnlyPlugins(List.of(new FakeCodecProvider(Runnable::run), new LoopsProvider())));
        started(FakeCamera.h264()).key();

        HttpRequest head = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + http.port() + "/cameras/door/stream.mjpg"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<Void> answer = HttpClient.newHttpClient().send(head, HttpResponse.BodyHandlers.discarding());

        assertEquals(200, answer.statusCode());
        assertEquals(List.of(), kit.cameras().get(0).feeds());
    }

    @Test
    void theSubStreamIsShownWhenAskedFor() throws IOException {
        FakeCamera main = FakeCamera.jpeg();
        FakeCamera sub = FakeCamera.jpeg();
        kit.camera("door").from(main).sub(sub).to(Mjpeg.stream()).start();
        main.key(3000);
        sub.key(2000);

        try (MjpegClient viewer = watch("?stream=sub")) {
            assertEquals(2000, viewer.next().picture().length);
        }
    }

    @Test
    void aCameraWithoutASubStreamShowsItsMainOne() throws IOException {
        started(FakeCamera.jpeg()).key(3000);

        try (MjpegClient viewer = watch("?stream=sub")) {
            assertEquals(3000, viewer.next().picture().length);
        }
    }

    @Test
    void aSnapshotOfACameraWithoutASubStreamIsItsMainOnes() throws Exception {
        started(FakeCamera.jpeg()).key(3000);

        HttpResponse<byte[]> answer =
                client.send(request("snapshot.jpg?stream=sub"), HttpResponse.BodyHandlers.ofByteArray());

        assertEquals(200, answer.statusCode());
        assertEquals(3000, answer.body().length);
    }

    @Test
    void aSnapshotIsTheNewestPicture() throws Exception {
        started(FakeCamera.jpeg()).key(2000).key(4000);

        HttpResponse<byte[]> answer = client.send(request("snapshot.jpg"), HttpResponse.BodyHandlers.ofByteArray());

        assertEquals(200, answer.statusCode());
        assertEquals(4000, answer.body().length);
        assertEquals("image/jpeg", answer.headers().firstValue("Content-Type").orElse(""));
        String modified = answer.headers().firstValue("Last-Modified").orElse("");
        Instant taken = ZonedDateTime.parse(modified, DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
        assertTrue(Duration.between(taken, kit.clock().now()).toSeconds() < 30, modified);
    }

    @Test
    void aStreamEndsWithItsCamera() throws IOException {
        started(FakeCamera.jpeg()).key();

        try (MjpegClient viewer = watch("")) {
            viewer.next();
            kit.find("door").orElseThrow().close();

            assertThrows(IOException.class, () -> {
                while (true) {
                    viewer.next();
                }
            });
        }
    }

    @Test
    void aStreamEndsWithTheTokenItWasOpenedWith() throws IOException {
        Secret secret = Secret.of("a-secret-of-24-characters");
        http.close();
        http = CamHttp.on(
                kit,
                HttpOptions.loopback(0)
                        .withAccess(Access.tokens(
                                List.of(new Access.Token("guest", secret, Set.of("door"), Set.of(Action.VIEW))))));
        http.start();
        FakeCamera camera = started(FakeCamera.jpeg()).key();

        try (MjpegClient viewer = MjpegClient.watch(
                http.port(), "/cameras/door/stream.mjpg", Map.of("Authorization", "Bearer " + secret.reveal()))) {
            viewer.next();
            http.revoke("guest");

            assertThrows(IOException.class, viewer::next);
        }
        camera.key();
    }

    @Test
    void withoutAnHttpServerTheCameraDoesNotStart() {
        try (CamKit alone = CamKit.create(TestKits.real(leaks))) {
            CamkitException fault = assertThrows(
                    CamkitException.class,
                    () -> alone.camera("door")
                            .from(FakeCamera.jpeg())
                            .to(Mjpeg.stream())
                            .start());

            assertEquals("CK-5303", fault.code());
            assertTrue(fault.mend().contains("CamHttp"), fault.mend());
        }
    }

    private FakeCamera started(FakeCamera camera) {
        kit.camera("door").from(camera).to(Mjpeg.stream()).start();
        return camera;
    }

    private MjpegClient watch(String query) throws IOException {
        return MjpegClient.watch(http.port(), "/cameras/door/stream.mjpg" + query);
    }

    private HttpResponse<String> get(String name) throws IOException, InterruptedException {
        return client.send(request(name), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String name) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + "/cameras/door/" + name))
                .build();
    }
}
