package io.camkit.server.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.server.browser.Browser;
import io.camkit.server.browser.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cameras fail in every way, thirty times, and nobody touches the page: how long after their return it shows pictures again. */
@Tag("proof")
class ComebackProof {
    private static final List<String> CAMERAS = List.of("rtsp", "mjpeg");
    private static final double LIMIT_MILLIS = 5000;
    private static final Duration STUCK = Duration.ofSeconds(40);
    private static final double WATCHDOG_MILLIS = 5000;
    private static final double SETTLE_MILLIS = 1000;
    /** So long that a connection has passed what {@link FailingCameras#stall} lets pass. */
    private static final double LONG_SETTLE_MILLIS = 7000;

    @TempDir
    Path folder;

    /** Milliseconds from the camera's return to the picture, of each camera in each round. */
    private final List<Double> all = new ArrayList<>();

    @Test
    void thePictureIsBackWithinFiveSecondsThirtyTimes() throws Exception {
        List<String> figures = new ArrayList<>();
        try (FailingCameras cameras = new FailingCameras(folder);
                Browser browser = Browser.start()) {
            List<Double> absent = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                cameras.die();
                try (ServerProcess server = ServerProcess.start(folder, 0, cameras.configuration())) {
                    browser.open(server.page());
                    absent.addAll(away(cameras, browser, 5000));
                }
            }
            figures.add(figure("not there at the start", absent));
            try (ServerProcess server = ServerProcess.start(folder, 0, cameras.configuration())) {
                browser.open(server.page());
                settle(browser, SETTLE_MILLIS);
                figures.add(figure("killed for 5 s", killed(cameras, browser, 5000, 12)));
                figures.add(figure("killed for 60 s", killed(cameras, browser, 60_000, 3)));
                settle(browser, LONG_SETTLE_MILLIS);
                figures.add(figure("stalled", stalled(cameras, browser, server, 12)));
            }
        }
        System.out.println("picture back after the camera's return, " + all.size() / CAMERAS.size()
                + " rounds of RTSP and MJPEG, none stuck: " + String.join("; ", figures));
        assertTrue(Collections.max(all) <= LIMIT_MILLIS, all::toString);
    }

    private List<Double> killed(FailingCameras cameras, Browser browser, double millis, int rounds) {
        List<Double> back = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            cameras.die();
            back.addAll(away(cameras, browser, millis));
            settle(browser, SETTLE_MILLIS);
        }
        return back;
    }

    private List<Double> away(FailingCameras cameras, Browser browser, double millis) {
        browser.runUntil(browser.now() + millis);
        cameras.comeBack();
        return untilBack(browser, browser.now());
    }

    /** The clock runs from when the server has noticed, which is the stall and its five seconds of patience. */
    private List<Double> stalled(FailingCameras cameras, Browser browser, ServerProcess server, int rounds) {
        List<Double> back = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            int lines = server.log().size();
            double stalledAt = browser.now();
            cameras.stall();
            for (String camera : CAMERAS) {
                server.awaitLog("camera " + camera + ": no video for 5", lines);
            }
            cameras.wakeUp();
            back.addAll(untilBack(browser, stalledAt + WATCHDOG_MILLIS));
            cameras.settle();
            settle(browser, LONG_SETTLE_MILLIS);
        }
        return back;
    }

    private List<Double> untilBack(Browser browser, double returned) {
        List<Double> back = new ArrayList<>();
        for (String camera : CAMERAS) {
            back.add(browser.awaitPicture(camera, returned, STUCK).atMillis() - returned);
        }
        all.addAll(back);
        return back;
    }

    private static void settle(Browser browser, double millis) {
        for (String camera : CAMERAS) {
            browser.awaitPicture(camera, browser.now(), STUCK);
        }
        browser.runUntil(browser.now() + millis);
    }

    private static String figure(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%s %.1f s (%.1f at most)",
                what,
                sorted.get(sorted.size() / 2) / 1000,
                sorted.get(sorted.size() - 1) / 1000);
    }
}
