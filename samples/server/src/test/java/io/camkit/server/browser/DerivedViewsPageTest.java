package io.camkit.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A page on which nothing is shown as its camera sends it: H.264 as MJPEG, and JPEGs as H.264. */
@ExtendWith(OneBrowser.class)
@Tag("browser")
class DerivedViewsPageTest {
    private static final String TOKEN = "a-token-for-the-hall";
    private static final String CAMERAS = """
            access: {tokens: [{name: hall, token: %s}]}
            cameras:
              - {id: video, source: "test:clock?codec=h264&width=640&height=360", sinks: [mjpeg]}
              - {id: pictures, source: "test:clock?codec=jpeg&width=640&height=360&fps=25", sinks: [live]}
            """.formatted(TOKEN);
    private static final double WATCHED_MILLIS = 3000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void whatIsMadeForThePageIsReadableAndNeverGoesBack(Browser browser) {
        try (ServerProcess server = ServerProcess.start(folder, 0, CAMERAS)) {
            browser.open(server.page().resolve("#token=" + TOKEN));
            browser.awaitPicture("video", 0, PATIENCE);
            browser.awaitPicture("pictures", 0, PATIENCE);
            double begun = browser.now();
            browser.runUntil(begun + WATCHED_MILLIS);

            assertAdvances("video", browser.readings("video", begun));
            assertAdvances("pictures", browser.readings("pictures", begun));
            assertEquals(1L, browser.run("return document.querySelectorAll(\"[data-camera='video'] canvas\").length"));
            assertEquals(
                    1L, browser.run("return document.querySelectorAll(\"[data-camera='pictures'] video\").length"));
            browser.await(says("video", "Converted to JPEG 640×360 for MJPEG"), PATIENCE);
            browser.await(says("pictures", "Converted to H.264 640×360 for live view"), PATIENCE);
            keepScreenshots(browser);
            assertTheAddressCanBeOpened(browser, "video", "to-mjpeg");
            assertTheAddressCanBeOpened(browser, "video", "to-still");
        }
    }

    /** A link sends no token; the page gives it a ticket. */
    private static void assertTheAddressCanBeOpened(Browser browser, String camera, String link) {
        browser.run("globalThis.open = () => globalThis.opened = { location: '' }");
        browser.click("[data-camera='" + camera + "'] ." + link);
        browser.await("globalThis.opened.location.href", PATIENCE);
        browser.run("fetch(globalThis.opened.location).then(({ status }) => { globalThis.answered = status; })");
        browser.await("globalThis.answered === 200", PATIENCE);
        browser.run("delete globalThis.answered");
    }

    private static String says(String camera, String text) {
        return "document.querySelector(\"[data-camera='" + camera + "'] .derived\").textContent.includes('" + text
                + "')";
    }

    private static void keepScreenshots(Browser browser) {
        for (boolean dark : new boolean[] {false, true}) {
            browser.dark(dark);
            browser.screen(1280, 800);
            browser.screenshot("derived-desktop-" + (dark ? "dark" : "light"));
            browser.screen(390, 844);
            browser.screenshot("derived-phone-" + (dark ? "dark" : "light"));
        }
    }

    private static void assertAdvances(String camera, List<Reading> readings) {
        assertTrue(readings.size() > 30, () -> camera + " showed " + readings);
        for (int i = 0; i < readings.size(); i++) {
            assertTrue(readings.get(i).number() != Reading.UNREADABLE, camera + ": " + readings.get(i));
            int step =
                    readings.get(i).number() - readings.get(Math.max(0, i - 1)).number();
            assertTrue(
                    Math.floorMod(step, Clips.LENGTH) < Clips.LENGTH / 2,
                    camera + " went back: " + readings.get(Math.max(0, i - 1)) + ", " + readings.get(i));
        }
    }
}
