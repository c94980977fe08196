package io.camkit.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.GstRtspServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sixteen small RTSP streams of a server that we did not write, side by side on one page. */
@ExtendWith(OneBrowser.class)
@Tag("browser")
class SixteenRtspCamerasPageTest {
    private static final int CAMERAS = 16;
    private static final int FRAME_RATE = 10;
    private static final double WATCHED_MILLIS = 3000;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    private Path smallClip() throws Exception {
        Path clip = folder.resolve("small.h264");
        Ffmpeg.run(("-f h264 -framerate 25 -i " + Clips.h264(folder) + " -vf fps=" + FRAME_RATE
                        + ",scale=320:180 -c:v libx264 -profile:v baseline -bf 0 -g " + FRAME_RATE + " -f h264 " + clip)
                .split(" "));
        return clip;
    }

    @Test
    void everyClockAdvances(Browser browser) throws Exception {
        try (GstRtspServer rtsp = GstRtspServer.of(smallClip())
                .framesPerSecond(FRAME_RATE)
                .cameras(CAMERAS)
                .start()) {
            String yaml = IntStream.range(0, CAMERAS)
                    .mapToObj(i -> "  - {id: small-" + i + ", source: \"" + rtsp.uri(i) + "\", sinks: [live]}\n")
                    .collect(Collectors.joining("", "cameras:\n", ""));
            try (ServerProcess server = ServerProcess.start(folder, 0, yaml)) {
                browser.screen(1600, 1200);
                browser.open(server.page());
                for (int i = 0; i < CAMERAS; i++) {
                    browser.awaitPicture("small-" + i, 0, PATIENCE);
                }
                double begun = browser.now();
                browser.runUntil(begun + WATCHED_MILLIS);
                for (int i = 0; i < CAMERAS; i++) {
                    assertAdvances("small-" + i, browser.readings("small-" + i, begun));
                }
                browser.screenshot("sixteen-rtsp-cameras");
                assertEquals(CAMERAS + " cameras, all live", browser.text("#summary"));
            }
        }
    }

    private static void assertAdvances(String camera, List<Reading> readings) {
        assertTrue(readings.size() > FRAME_RATE, () -> camera + " showed " + readings);
        for (int i = 1; i < readings.size(); i++) {
            int step =
                    Math.floorMod(readings.get(i).number() - readings.get(i - 1).number(), Clips.LENGTH);
            assertTrue(step < Clips.LENGTH / 2, camera + " went back: " + readings.get(i - 1) + ", " + readings.get(i));
        }
        double seconds = readings.get(readings.size() - 1).mediaSeconds()
                - readings.get(0).mediaSeconds();
        assertTrue(seconds > WATCHED_MILLIS / 2000, () -> camera + " went on by " + seconds + " s only");
    }
}
