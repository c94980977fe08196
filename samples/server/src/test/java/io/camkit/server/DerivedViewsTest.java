package io.camkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camkit.State;
import io.camkit.source.test.Barcode;
import io.camkit.spi.Nullable;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.peers.Ffmpeg;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What FFmpeg makes of a camera for those who cannot play what it sends, from the camera to the connection. */
@Timeout(60)
class DerivedViewsTest {
    private static final String CAMERAS = """
            cameras:
              - {id: video, source: "test:clock?codec=h264&width=640&height=360"}
              - {id: pictures, source: "test:clock?codec=jpeg&width=640&height=360&fps=25"}
            """;
    private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");
    private static final int LOOP = 250;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private RunningServer running(String camera) throws Exception {
        RunningServer server = RunningServer.with(leaks, CAMERAS);
        server.await(camera, State.RUNNING);
        return server;
    }

    private static int number(byte[] jpeg) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
        Raster raster = image.getRaster();
        byte[] luma = new byte[image.getWidth() * image.getHeight()];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (byte) raster.getSample(i % image.getWidth(), i / image.getWidth(), 1); // green is close to it
        }
        return Barcode.read(luma, image.getWidth(), image.getHeight()).orElseThrow();
    }

    /** The picture of the next part of a multipart stream. */
    private static byte[] nextPicture(InputStream stream) throws IOException {
        StringBuilder lines = new StringBuilder();
        while (lines.indexOf("\r\n\r\n", 2) < 0) {
            lines.append((char) stream.read());
        }
        Matcher length = LENGTH.matcher(lines);
        assertTrue(length.find(), lines::toString);
        byte[] picture = new byte[Integer.parseInt(length.group(1))];
        new DataInputStream(stream).readFully(picture);
        return picture;
    }

    @Test
    void anH264CameraHasSnapshots() throws Exception {
        try (RunningServer server = running("video")) {
            HttpResponse<byte[]> answer = server.bytes("/cameras/video/snapshot.jpg?width=320");

            assertEquals(200, answer.statusCode());
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(answer.body()));
            assertEquals("320x180", picture.getWidth() + "x" + picture.getHeight());
            assertTrue(number(answer.body()) < LOOP);
        }
    }

    @Test
    void anH264CameraHasAnMjpegStreamAndTheApiSaysForWhomAndAtWhatCost() throws Exception {
        try (RunningServer server = running("video");
                InputStream stream =
                        server.stream("/cameras/video/stream.mjpg?fps=12.5").body()) {
            int before = number(nextPicture(stream));
            for (int i = 0; i < 12; i++) {
                int next = number(nextPicture(stream));
                int step = Math.floorMod(next - before, LOOP);
                assertTrue(step >= 2 && step < LOOP / 2, "from " + before + " to " + next);
                before = next;
            }

            JsonNode feed = feed(server);
            while (!feed.has("cpuSeconds")) {
                nextPicture(stream);
                feed = feed(server);
            }
            assertEquals("JPEG 640x360 12.5 fps", feed.get("key").asText());
            assertEquals("{\"mjpeg\":1}", feed.get("purposes").toString());
            assertTrue(feed.get("residentBytes").asLong() > 1 << 20, feed::toString);
        }
    }

    private static JsonNode feed(RunningServer server) throws Exception {
        return new ObjectMapper()
                .readTree(server.get("/api/cameras/video").body())
                .get("feeds")
                .get(0);
    }

    @Test
    void aCameraOfJpegsPlaysAsH264(@TempDir Path folder) throws Exception {
        Path mp4 = folder.resolve("live.mp4");
        try (RunningServer server = running("pictures");
                FileChannel file = FileChannel.open(mp4, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Viewer viewer = new Viewer();
            WebSocket socket = server.socket("/cameras/pictures/live", viewer);
            for (int message = 0; message < 26; message++) {
                file.write(viewer.next());
            }
            socket.abort();
        }

        Path luma = folder.resolve("luma");
        Ffmpeg.run(("-i " + mp4 + " -fps_mode passthrough -f rawvideo -pix_fmt gray " + luma).split(" "));
        byte[] pictures = Files.readAllBytes(luma);
        int size = 640 * 360;
        assertEquals(25, pictures.length / size);
        int before = -1;
        for (int at = 0; at < pictures.length; at += size) {
            int number = Barcode.read(Arrays.copyOfRange(pictures, at, at + size), 640, 360)
                    .orElseThrow();
            assertTrue(number > before, "after " + before + " came " + number);
            before = number;
        }
    }

    /** Collects whole binary messages. */
    private static final class Viewer implements WebSocket.Listener {
        private final BlockingQueue<ByteBuffer> messages = new LinkedBlockingQueue<>();
        private ByteBuffer part = ByteBuffer.allocate(0);

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            ByteBuffer joined = ByteBuffer.allocate(part.remaining() + data.remaining());
            part = joined.put(part).put(data).flip();
            if (last) {
                messages.add(part);
                part = ByteBuffer.allocate(0);
            }
            socket.request(1);
            return null;
        }

        ByteBuffer next() throws InterruptedException {
            ByteBuffer message = messages.poll(20, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing came for 20 s");
            }
            return message;
        }
    }
}
