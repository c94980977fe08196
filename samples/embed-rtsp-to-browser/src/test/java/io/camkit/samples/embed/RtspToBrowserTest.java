package io.camkit.samples.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.GstRtspServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the sample against a camera of somebody else's making and reads what a browser would. */
class RtspToBrowserTest {
    private static final int FRAMES = 30;
    private static final int ATTEMPTS = 200;

    @TempDir
    static Path directory;

    private static GstRtspServer camera;
    private static Thread sample;
    private static int port;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void startCameraAndSample() throws IOException {
        camera = GstRtspServer.of(Ffmpeg.h264(directory.resolve("clip.h264"), 640, 360, 25, 25, 50))
                .start();
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = any.getLocalPort();
        }
        sample = new Thread(RtspToBrowserTest::runSample, "sample");
        sample.start();
    }

    private static void runSample() {
        try {
            RtspToBrowser.main(new String[] {camera.uri(0), String.valueOf(port)});
        } catch (InterruptedException e) {
            // the test is over
        }
    }

    @AfterAll
    static void stopSampleAndCamera() throws InterruptedException {
        sample.interrupt();
        sample.join();
        camera.close();
    }

    @Test
    void theSampleFitsOnAScreen() throws IOException {
        int lines = Files.readAllLines(Path.of("src/main/java/io/camkit/samples/embed/RtspToBrowser.java"))
                .size();

        assertTrue(lines < 60, lines + " lines");
    }

    @Test
    void aBrowserGetsVideoThatDecodes() throws Exception {
        FragmentCollector video = new FragmentCollector(FRAMES);
        WebSocket socket = connect(video);
        Path file = Files.write(directory.resolve("live.mp4"), video.await());
        socket.abort();

        assertTrue(video.description().contains("\"mime\":\"video/mp4; codecs="), video.description());
        assertEquals(FRAMES, Ffmpeg.countFrames(file));
    }

    @Test
    void aPageThatPlaysTheCameraIsServed() throws Exception {
        connect(new FragmentCollector(1)).abort();

        assertTrue(get("/cameras/door/player/").body().contains("play.js"));
        assertTrue(get("/cameras/door/player/play.js").body().contains("../live"));
    }

    @Test
    void mjpegOfAnH264CameraSaysWhatToAdd() throws Exception {
        connect(new FragmentCollector(1)).abort();
        HttpResponse<String> answer = get("/cameras/door/stream.mjpg");

        assertEquals(409, answer.statusCode());
        assertTrue(answer.body().contains("mend"), answer.body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Connects as soon as the sample serves and the camera has sent its first frame. */
    private WebSocket connect(WebSocket.Listener listener) throws InterruptedException {
        URI uri = URI.create("ws://127.0.0.1:" + port + "/cameras/door/live");
        CountDownLatch never = new CountDownLatch(1);
        for (int attempt = 1; ; attempt++) {
            try {
                return client.newWebSocketBuilder().buildAsync(uri, listener).join();
            } catch (CompletionException e) {
                if (attempt == ATTEMPTS || never.await(100, TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }
}
