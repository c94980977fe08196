package io.camkit.server.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.server.browser.Browser;
import io.camkit.server.browser.Clips;
import io.camkit.server.browser.ServerProcess;
import io.camkit.testkit.peers.FfmpegMjpegServer;
import io.camkit.testkit.peers.GstRtspServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long it takes from opening the page to the first picture of a camera that runs already. */
@Tag("proof")
class FirstPictureProof {
    private static final int ROUNDS = 10;
    private static final double LIMIT_MILLIS = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void theFirstPictureComesWithinASecondOfOpeningThePage() throws Exception {
        try (GstRtspServer rtsp = GstRtspServer.of(Clips.h264(folder)).start();
                FfmpegMjpegServer mjpeg = FfmpegMjpegServer.of(Clips.jpegs(folder));
                ServerProcess server = ServerProcess.start(folder, 0, """
                        access: open
                        cameras:
                          - {id: rtsp, source: "%s"}
                          - {id: mjpeg, source: "%s"}
                        """.formatted(rtsp.uri(0), mjpeg.uri()));
                Browser browser = Browser.start()) {
            List<Double> h264 = new ArrayList<>();
            List<Double> jpeg = new ArrayList<>();
            server.awaitLog("camera rtsp: frames");
            server.awaitLog("camera mjpeg: frames");
            for (int round = 0; round < ROUNDS; round++) {
                browser.open(server.page());
                h264.add(browser.awaitPicture("rtsp", 0, PATIENCE).atMillis());
                jpeg.add(browser.awaitPicture("mjpeg", 0, PATIENCE).atMillis());
            }
            System.out.printf(
                    Locale.ROOT,
                    "first picture after opening the page, median of %d: H.264 over fMP4 %s, MJPEG %s%n",
                    ROUNDS,
                    described(h264),
                    described(jpeg));
            assertTrue(median(h264) <= LIMIT_MILLIS, () -> "H.264: " + h264);
            assertTrue(median(jpeg) <= LIMIT_MILLIS, () -> "MJPEG: " + jpeg);
        }
    }

    private static String described(List<Double> millis) {
        return String.format(
                Locale.ROOT,
                "%.0f ms (%.0f to %.0f)",
                median(millis),
                Collections.min(millis),
                Collections.max(millis));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((ROUNDS - 1) / 2) + sorted.get(ROUNDS / 2)) / 2;
    }
}
