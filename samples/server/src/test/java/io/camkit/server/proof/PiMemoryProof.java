package io.camkit.server.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.server.browser.ServerProcess;
import io.camkit.testkit.peers.FakeRpicam;
import io.camkit.testkit.peers.Ffmpeg;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cam server takes of a small Raspberry Pi's memory: its own camera, 640x480 at 30 frames, and two who watch it. */
@Tag("proof")
class PiMemoryProof {
    private static final Duration WATCHED = Duration.ofMinutes(2);
    private static final double MOST_RESIDENT_MB = 110;
    private static final int FRAME_RATE = 30;

    @TempDir
    Path folder;

    @Test
    void aPiOf512MegabytesHasRoomForIt() throws Exception {
        Path clip = Ffmpeg.h264(folder.resolve("clip.h264"), 640, 480, FRAME_RATE, FRAME_RATE, 10 * FRAME_RATE);
        AtomicLong received = new AtomicLong();
        try (FakeRpicam camera = FakeRpicam.playing(clip);
                ServerProcess server = ServerProcess.start(
                        folder,
                        0,
                        "cameras:\n  - {id: pi, source: \"picamera:0\"}\n",
                        camera.directory() + ":" + System.getenv("PATH"))) {
            server.awaitLog("camera pi: frames");
            WebSocket one = watch(server, received);
            WebSocket other = watch(server, received);
            Duration before = server.processorTime();
            TimeUnit.NANOSECONDS.sleep(WATCHED.toNanos());
            double cpuMillis = server.processorTime().minus(before).toMillis();

            System.out.println(String.format(
                    Locale.ROOT,
                    "a Pi camera, 640x480 at %d, and two viewers for %d s: %.1f MB resident, of it %.1f MB heap in use; %.1f ms of processor a second; %d MB sent",
                    FRAME_RATE,
                    WATCHED.toSeconds(),
                    server.residentKilobytes() / 1e3,
                    server.heapKilobytes() / 1e3,
                    cpuMillis / WATCHED.toSeconds(),
                    received.get() / 1_000_000));
            assertTrue(received.get() > 0, "nobody saw anything");
            assertTrue(server.residentKilobytes() / 1e3 <= MOST_RESIDENT_MB, "more than " + MOST_RESIDENT_MB + " MB");
            one.abort();
            other.abort();
        }
    }

    private static WebSocket watch(ServerProcess server, AtomicLong received) {
        URI live = URI.create("ws://127.0.0.1:" + server.port() + "/cameras/pi/live");
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(live, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
                        received.addAndGet(data.remaining());
                        return WebSocket.Listener.super.onBinary(socket, data, last);
                    }
                })
                .join();
    }
}
