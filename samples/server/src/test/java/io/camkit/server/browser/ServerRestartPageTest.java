package io.camkit.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The server goes away and comes back while a page is open. */
@ExtendWith(OneBrowser.class)
@Tag("browser")
class ServerRestartPageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CAMERAS = """
            access: open
            cameras:
              - {id: clip, source: "test:clock?width=640&height=360&codec=h264"}
              - {id: drawn, source: "test:clock?width=640&height=360&fps=10"}
            """;

    @TempDir
    Path folder;

    @Test
    void aPageOutlivesItsServerAndShowsPicturesAgainWithoutAReload(Browser browser) {
        ServerProcess first = ServerProcess.start(folder, 0, CAMERAS);
        try {
            browser.open(first.page());
            browser.awaitPicture("clip", 0, PATIENCE);
            browser.awaitPicture("drawn", 0, PATIENCE);
            browser.run("window.untouched = true");

            first.close();
            browser.await("!document.getElementById('link').hidden", PATIENCE);
            assertTrue(browser.text("[data-camera='clip']").contains("RECONNECTING"));

            double returned = browser.now();
            try (ServerProcess second = ServerProcess.start(folder, first.port(), CAMERAS)) {
                assertEquals(first.port(), second.port());
                browser.awaitPicture("clip", returned, PATIENCE);
                browser.awaitPicture("drawn", returned, PATIENCE);
                assertEquals(true, browser.run("return window.untouched"));
                assertTrue(browser.text("[data-camera='clip']").contains("LIVE"));
            }
        } finally {
            first.close();
        }
    }

    @Test
    void aPageThatWasToldToLogInShowsPicturesAsSoonAsItMay(Browser browser) {
        String tokens = "access: {tokens: [{name: hall, token: a-token-for-hall-0123}]}\n";
        ServerProcess first = ServerProcess.start(folder, 0, CAMERAS.replace("access: open\n", tokens));
        try {
            browser.open(first.page());
            browser.await("document.querySelector('#notice form')", PATIENCE);

            first.close();
            try (ServerProcess second = ServerProcess.start(folder, first.port(), CAMERAS)) {
                browser.awaitPicture("clip", 0, PATIENCE);
                assertEquals(true, browser.run("return document.getElementById('notice').hidden"));
                assertEquals(first.port(), second.port());
            }
        } finally {
            first.close();
        }
    }
}
