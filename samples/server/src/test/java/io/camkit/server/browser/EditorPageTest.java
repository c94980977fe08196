package io.camkit.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Cameras that somebody adds, tests, changes and removes on the page, and somebody else's page that follows. */
@ExtendWith(OneBrowser.class)
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditorPageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CLOCK = "test:clock?width=640&height=360&codec=h264";

    @SuppressWarnings("NullAway.Init")
    private ServerProcess server;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path folder, Browser browser) {
        server = ServerProcess.start(folder, 0, "cameras: [{id: fixed, source: \"" + CLOCK + "\"}]\n");
        this.browser = browser;
    }

    @AfterAll
    void end() {
        server.close();
    }

    private void send(String method, String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.page() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        assertTrue(status < 300, () -> method + " " + path + ": " + status);
    }

    private void openPage() {
        browser.open(server.page());
        browser.await("!document.getElementById('add').hidden", PATIENCE);
    }

    @Test
    void aCameraIsTestedAddedChangedAndRemovedInTheDialog() {
        openPage();
        browser.awaitPicture("fixed", 0, PATIENCE);
        browser.click("#add");
        browser.type(".editor [name=id]", "door");
        browser.type(".editor [name=source]", CLOCK);
        browser.click(".editor-test");
        browser.await("document.querySelector('.step:last-child').dataset.state === 'OK'", PATIENCE);
        assertTrue(browser.text(".editor-steps").contains("a key frame every 2.0 s"), browser.text(".editor-steps"));
        browser.screenshot("editor-tested");

        browser.click(".editor-save");
        browser.awaitPicture("door", 0, PATIENCE);
        assertEquals(false, browser.run("return document.getElementById('editor').open"));

        browser.await("!document.querySelector(\"[data-camera='door'] .edit\").hidden", PATIENCE);
        assertTrue((Boolean) browser.run("return document.querySelector(\"[data-camera='fixed'] .edit\").hidden"));
        browser.screenshot("page-editable");
        browser.click("[data-camera='door'] .edit");
        browser.type(".editor [name=source]", "test:clock?width=1280&height=720&codec=h264");
        double changed = browser.now();
        browser.click(".editor-save");
        browser.await("document.querySelector(\"[data-camera='door'] .facts\").textContent.includes('1280')", PATIENCE);
        browser.awaitPicture("door", changed, PATIENCE);

        browser.await("!document.querySelector(\"[data-camera='door'] .edit\").hidden", PATIENCE);
        browser.click("[data-camera='door'] .edit");
        browser.click(".editor-remove");
        assertTrue(browser.text(".editor-remove").contains("Really"));
        browser.click(".editor-remove");
        browser.await("!document.querySelector(\"[data-camera='door']\")", PATIENCE);
    }

    @Test
    void anOpenPageFollowsWhatSomebodyElseDoes() throws Exception {
        openPage();
        double opened = browser.now();
        browser.run("window.untouched = true");
        send("POST", "api/cameras", "{\"id\":\"gate\",\"source\":\"" + CLOCK + "\"}");
        browser.awaitPicture("gate", 0, PATIENCE);
        send("DELETE", "api/cameras/gate", "");
        browser.await("!document.querySelector(\"[data-camera='gate']\")", PATIENCE);

        assertEquals(true, browser.run("return window.untouched"));
        assertFalse(browser.readings("fixed", opened).isEmpty(), "the other camera goes on");
    }

    @Test
    void whatIsWrongIsSaidInTheDialog() {
        openPage();
        browser.click("#add");
        browser.type(".editor [name=id]", "No Id");
        browser.type(".editor [name=source]", "gopher://10.0.0.5/");
        browser.click(".editor-save");
        browser.await("document.querySelectorAll('.editor-faults li').length === 2", PATIENCE);
        assertTrue((Boolean) browser.run("return document.querySelector('.editor-faults code') !== null"));

        browser.type(".editor [name=id]", "metadata");
        browser.type(".editor [name=source]", "rtsp://169.254.169.254/latest");
        browser.click(".editor-test");
        browser.await("document.querySelector('.step').dataset.state === 'FAILED'", PATIENCE);
        assertTrue(browser.text(".step").contains("CK-2410"), browser.text(".step"));
        assertEquals(true, browser.run("return document.querySelector('.editor-more').open"));
    }

    @Test
    void theDialogFitsAPhoneAndADeskByDayAndByNight() {
        openPage();
        browser.click("#add");
        browser.type(".editor [name=id]", "door");
        browser.type(".editor [name=source]", "rtsp://127.0.0.1:1/stream");
        browser.run("document.querySelector('.editor [name=allowLocal]').checked = true");
        browser.click(".editor-test");
        browser.await("document.querySelector('.step[data-state=FAILED]')", PATIENCE);
        for (boolean dark : new boolean[] {false, true}) {
            browser.dark(dark);
            browser.screen(1280, 800);
            browser.screenshot("editor-desk-" + (dark ? "dark" : "light"));
            browser.screen(390, 800);
            browser.screenshot("editor-phone-" + (dark ? "dark" : "light"));
            assertEquals(
                    true,
                    browser.run("const box = document.querySelector('.editor-save').getBoundingClientRect();"
                            + " return box.right <= innerWidth && box.bottom <= innerHeight"));
        }
        browser.click(".editor-close");
        browser.screenshot("page-phone-dark");
        browser.dark(false);
        browser.screen(1280, 800);
        browser.screenshot("page-desk-light");
    }
}
