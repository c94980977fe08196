package io.camkit.testkit.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The peers are there and behave as cameras do; FFmpeg, which is nobody's relative here, plays them. */
class PeersTest {
    private static final Credentials VIEWER = Credentials.of("viewer", "s3cret");

    @TempDir
    static Path directory;

    private static Path h264;
    private static Path mjpeg;

    @BeforeAll
    static void makeClips() {
        h264 = Ffmpeg.h264(directory.resolve("clip.h264"), 320, 240, 25, 25, 50);
        mjpeg = Ffmpeg.mjpeg(directory.resolve("clip.mjpeg"), 320, 240, 25, 50);
    }

    @Test
    void theClipHasAllItsFrames() {
        assertEquals(50, Ffmpeg.countFrames(h264));
    }

    @Test
    void theRtspServerLoopsItsClip(@TempDir Path output) {
        try (GstRtspServer server = GstRtspServer.of(h264).cameras(2).start()) {
            assertEquals(60, recorded(server.uri(1), output));
        }
    }

    @Test
    void theRtspServerAsksForAPassword(@TempDir Path output) {
        try (GstRtspServer server = GstRtspServer.of(h264).digest(VIEWER).start()) {
            assertThrows(AssertionError.class, () -> recorded(server.uri(0), output));
            assertEquals(10, recorded(server.uri(0).replace("//", "//viewer:s3cret@"), output, 10));
        }
    }

    @Test
    void videoStopsAndGoesOnWhenTold(@TempDir Path output) {
        try (GstRtspServer server = GstRtspServer.of(h264).start()) {
            server.stopVideo();
            server.resumeVideo();
            assertEquals(10, recorded(server.uri(0), output, 10));
        }
    }

    @Test
    void aKilledServerIsGone() {
        GstRtspServer server = GstRtspServer.of(h264).start();
        assertTrue(Loopback.listens(server.port()));
        server.close();
        server.close();

        assertFalse(Loopback.listens(server.port()));
    }

    @Test
    void aServerComesBackOnItsPort() {
        GstRtspServer first = GstRtspServer.of(h264).start();
        first.close();
        try (GstRtspServer second = GstRtspServer.of(h264).port(first.port()).start()) {
            assertEquals(first.port(), second.port());
        }
    }

    @Test
    void theMjpegServerServesManyClients() throws IOException {
        try (FfmpegMjpegServer server = FfmpegMjpegServer.of(mjpeg)) {
            for (int i = 0; i < 2; i++) {
                List<String> head = head(server.port());
                assertTrue(head.get(0).contains(" 200 "), head::toString);
                assertTrue(head.stream().anyMatch(line -> line.contains("multipart/x-mixed-replace")), head::toString);
            }
        }
    }

    @Test
    void lighttpdAsksForAPassword() throws IOException {
        try (FfmpegMjpegServer server = FfmpegMjpegServer.of(mjpeg);
                Lighttpd basic = Lighttpd.basic(server.port(), VIEWER);
                Lighttpd digest = Lighttpd.digest(server.port(), VIEWER)) {
            assertChallenged("Basic realm=\"camera\"", head(basic.port()));
            assertChallenged("Digest realm=\"camera\"", head(digest.port()));
            List<String> granted = head(basic.port(), "Authorization: Basic dmlld2VyOnMzY3JldA==");
            assertTrue(granted.get(0).contains(" 200 "), granted::toString);
        }
    }

    private static void assertChallenged(String challenge, List<String> head) {
        assertTrue(head.get(0).contains(" 401 "), head::toString);
        assertTrue(head.stream().anyMatch(line -> line.contains(challenge)), head::toString);
    }

    private static int recorded(String uri, Path directory) {
        return recorded(uri, directory, 60);
    }

    private static int recorded(String uri, Path directory, int frames) {
        Path file = directory.resolve("recorded.h264");
        Ffmpeg.run(
                "-rtsp_transport",
                "tcp",
                "-i",
                uri,
                "-frames:v",
                String.valueOf(frames),
                "-c",
                "copy",
                file.toString());
        return Ffmpeg.countFrames(file);
    }

    private static List<String> head(int port, String... headers) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(Loopback.at(port), 5000);
            socket.setSoTimeout(20_000);
            String request = "GET /stream HTTP/1.1\r\nHost: 127.0.0.1\r\n" + String.join("\r\n", headers)
                    + (headers.length > 0 ? "\r\n" : "") + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            List<String> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                lines.add(line);
            }
            return lines;
        }
    }
}
