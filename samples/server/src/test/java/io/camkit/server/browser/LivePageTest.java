package io.camkit.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Credentials;
import io.camkit.testkit.peers.FfmpegMjpegServer;
import io.camkit.testkit.peers.GstRtspServer;
import io.camkit.testkit.peers.Lighttpd;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a visitor sees in ten seconds of cameras that we did not write, RTSP and MJPEG, with and without passwords.
 */
@ExtendWith(OneBrowser.class)
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LivePageTest {
    private static final Credentials VIEWER = Credentials.of("viewer", "let-me-see");
    private static final String TOKEN = "a-token-for-all-six";
    private static final List<String> CAMERAS =
            List.of("rtsp-open", "rtsp-basic", "rtsp-digest", "mjpeg-open", "mjpeg-basic", "mjpeg-digest");
    private static final double WATCHED_MILLIS = 10_000;
    private static final double PAINTED_MILLIS = 75;
    /** A tile begins with the key frame that is kept, and goes on at the newest one. */
    private static final double CATCHING_UP_MILLIS = 1000;

    private static final int ATTEMPTS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private final Map<String, List<Reading>> shown = new HashMap<>();
    private final Map<String, String> tiles = new HashMap<>();

    @BeforeAll
    void watch(@TempDir Path folder, Browser browser) throws Exception {
        ServerProcess server = started(ServerProcess.start(folder, 0, configuration(folder)));
        double start = openQuietly(browser, server.page().resolve("#token=" + TOKEN));
        for (String camera : CAMERAS) {
            shown.put(camera, browser.readings(camera, start));
            tiles.put(camera, browser.text("[data-camera='" + camera + "']"));
        }
        browser.screenshot("live");
    }

    /**
     * Opens the page and lets it run for ten seconds from when its tiles have caught up with their cameras; once more when the machine kept
     * it from being painted meanwhile, because then it had no chance to show every frame.
     *
     * @return where the ten seconds began
     */
    private static double openQuietly(Browser browser, URI page) {
        double longest = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            browser.open(page);
            double start = CATCHING_UP_MILLIS;
            for (String camera : CAMERAS) {
                double first = browser.awaitPicture(camera, 0, PATIENCE).atMillis();
                start = Math.max(start, first + CATCHING_UP_MILLIS);
            }
            browser.runUntil(start + WATCHED_MILLIS);
            longest = browser.longestPauseMillis(start);
            if (longest <= PAINTED_MILLIS) {
                return start;
            }
        }
        throw new AssertionError("this machine is too busy to count what a page shows: it did not paint for " + longest
                + " ms, and was no better before. Mend: end what else runs, and try again");
    }

    private String configuration(Path folder) throws Exception {
        Path clip = Clips.h264(folder);
        GstRtspServer open = started(GstRtspServer.of(clip).start());
        GstRtspServer basic = started(GstRtspServer.of(clip).basic(VIEWER).start());
        GstRtspServer digest = started(GstRtspServer.of(clip).digest(VIEWER).start());
        FfmpegMjpegServer mjpeg = started(FfmpegMjpegServer.of(Clips.jpegs(folder)));
        Lighttpd basicGate = started(Lighttpd.basic(mjpeg.port(), VIEWER));
        Lighttpd digestGate = started(Lighttpd.digest(mjpeg.port(), VIEWER));
        return """
                access: {tokens: [{name: viewer, token: %s}]}
                cameras:
                  - {id: rtsp-open, source: "%s"}
                  - {id: mjpeg-open, source: "%s"}
                  - {id: rtsp-basic, source: "rtsp://viewer:let-me-see@127.0.0.1:%d/cam0"}
                  - {id: mjpeg-basic, source: "http://viewer:let-me-see@127.0.0.1:%d/stream"}
                  - {id: rtsp-digest, source: "rtsp://viewer:let-me-see@127.0.0.1:%d/cam0"}
                  - {id: mjpeg-digest, source: "http://viewer:let-me-see@127.0.0.1:%d/stream"}
                """.formatted(
                TOKEN, open.uri(0), mjpeg.uri(), basic.port(), basicGate.port(), digest.port(), digestGate.port());
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

    @ParameterizedTest
    @ValueSource(strings = {"rtsp-open", "rtsp-basic", "rtsp-digest", "mjpeg-open", "mjpeg-basic", "mjpeg-digest"})
    void theTileSaysLiveAndHowFramesCome(String camera) {
        String tile = tiles.getOrDefault(camera, "");
        assertTrue(tile.contains("LIVE"), tile);
        assertTrue(tile.contains("640×360"), tile);
        assertTrue(tile.contains(camera.startsWith("rtsp") ? "RTSP over TCP" : "MJPEG over HTTP"), tile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtsp-open", "rtsp-basic", "rtsp-digest"})
    void noFrameOfH264IsLostInTenSeconds(String camera) {
        VideoReadings video = new VideoReadings(shown.getOrDefault(camera, List.of()));
        assertTrue(video.sent() > 225, video::toString);
        assertEquals(List.of(), video.unreadable());
        assertTrue(video.numbersGoWithTime(), video::toString);
        assertTrue(video.arrived() >= video.sent(), video::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mjpeg-open", "mjpeg-basic", "mjpeg-digest"})
    void noFrameOfMjpegIsLostInTenSeconds(String camera) {
        List<Reading> readings = shown.getOrDefault(camera, List.of());
        assertTrue(readings.size() > 225, readings::toString);
        for (int i = 1; i < readings.size(); i++) {
            assertEquals(
                    (readings.get(i - 1).number() + 1) % Clips.LENGTH,
                    readings.get(i).number(),
                    "at " + readings.get(i).atMillis() + " ms");
        }
    }
}
