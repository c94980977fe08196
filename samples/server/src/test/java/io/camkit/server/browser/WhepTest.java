package io.camkit.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.GstRtspServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser says of cameras that it watches by WHEP: of a real RTSP server, in the profiles of H.264, with and without sound. */
@ExtendWith(OneBrowser.class)
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhepTest {
    private static final int FRAME_RATE = 25;
    private static final Duration WATCHED = Duration.ofSeconds(4);
    private static final int SOUND_SECONDS = 10;
    private static final double TONE_HERTZ = 440;
    private static final double TONE_TOLERANCE = 12;

    private static final List<String> CAMERAS = List.of("baseline", "main", "high", "jpeg");

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private final Map<String, WhepViewer.Counts> counted = new HashMap<>();
    private final Map<String, Double> heard = new HashMap<>();

    @BeforeAll
    void watch(@TempDir Path folder, Browser browser) throws Exception {
        ServerProcess server = started(ServerProcess.start(folder, 0, """
                access: open
                cameras:
                  - {id: baseline, source: "%s"}
                  - {id: main, source: "%s"}
                  - {id: high, source: "%s"}
                  - {id: jpeg, source: "test:clock?codec=jpeg&width=320&height=240&fps=25"}
                """.formatted(
                        rtsp(folder, "baseline", Codec.PCMA),
                        rtsp(folder, "main", Codec.OPUS),
                        rtsp(folder, "high", Codec.AAC))));
        for (String camera : CAMERAS) {
            server.awaitLog("camera " + camera + ": frames");
        }
        WhepViewer viewer = WhepViewer.on(browser, server.page());
        CAMERAS.forEach(viewer::watch);
        List<WhepViewer.Counts> counts = viewer.during(WATCHED, CAMERAS);
        for (String camera : CAMERAS) {
            counted.put(camera, counts.get(CAMERAS.indexOf(camera)));
            if (!camera.equals("jpeg")) {
                heard.put(camera, viewer.tone(camera));
            }
        }
    }

    private String rtsp(Path folder, String profile, Codec sound) throws Exception {
        Path tone = Ffmpeg.sound(folder.resolve("tone-" + sound), sound, SOUND_SECONDS);
        return started(GstRtspServer.of(Clips.h264(folder, profile))
                        .sound(sound, tone)
                        .start())
                .uri(0);
    }

    private <T extends AutoCloseable> T started(T resource) {
        resources.push(resource);
        return resource;
    }

    @AfterAll
    void end() throws Exception {
        while (!resources.isEmpty()) {
            resources.pop().close();
        }
    }

    private WhepViewer.Counts counts(String camera) {
        return Objects.requireNonNull(counted.get(camera));
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline", "main", "high"})
    void everyFrameIsDecoded(String camera) {
        WhepViewer.Counts counts = counts(camera);

        double sent = counts.millis() / 1000 * FRAME_RATE;
        assertEquals(sent, counts.decoded(), 2, counts::toString);
        assertEquals(0, counts.packetsLost(), counts::toString);
        assertEquals(640, counts.width());
    }

    @Test
    void aCameraThatSendsSomethingElseIsSeenToo() {
        assertTrue(
                counts("jpeg").decoded() > WATCHED.toSeconds() * FRAME_RATE * 3 / 4,
                () -> counts("jpeg").toString());
    }

    @ParameterizedTest
    @CsvSource({"baseline, PCMA", "main, OPUS", "high, AAC"})
    void theCameraIsHeard(String camera, Codec codec) {
        assertEquals(TONE_HERTZ, Objects.requireNonNull(heard.get(camera)), TONE_TOLERANCE, codec::toString);
    }
}
