package io.camkit.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Credentials;
import io.camkit.testkit.FaultProxy;
import io.camkit.testkit.peers.FfmpegMjpegServer;
import io.camkit.testkit.peers.GstRtspServer;
import io.camkit.testkit.peers.Lighttpd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server of cameras that fail in every way that a person can mend, and of one that works: each says so in log, API and page. */
@ExtendWith(OneBrowser.class)
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultyCamerasPageTest {
    private static final Credentials VIEWER = Credentials.of("viewer", "let-me-see");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    @SuppressWarnings("NullAway.Init")
    private ServerProcess server;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path folder, Browser browser) throws Exception {
        GstRtspServer rtsp =
                started(GstRtspServer.of(Clips.h264(folder)).digest(VIEWER).start());
        FfmpegMjpegServer mjpeg = started(FfmpegMjpegServer.of(Clips.jpegs(folder)));
        Lighttpd gate = started(Lighttpd.basic(mjpeg.port(), VIEWER));
        FaultProxy closed = started(FaultProxy.to(rtsp.port())).refuse();
        FaultProxy silent = started(FaultProxy.to(rtsp.port())).stall();
        FaultProxy garbage = started(FaultProxy.to(rtsp.port())).garbage();
        server = started(ServerProcess.start(
                folder, 0, """
                access: open
                cameras:
                  - {id: works, source: "test:clock?width=640&height=360&codec=h264"}
                  - {id: rtsp-wrong-password, source: "rtsp://viewer:wrong-word@127.0.0.1:%1$d/cam0"}
                  - {id: rtsp-no-password, source: "rtsp://127.0.0.1:%1$d/cam0"}
                  - {id: rtsp-wrong-path, source: "rtsp://viewer:let-me-see@127.0.0.1:%1$d/attic"}
                  - {id: rtsp-closed-port, source: "rtsp://127.0.0.1:%3$d/cam0"}
                  - {id: rtsp-never-answers, source: "rtsp://127.0.0.1:%4$d/cam0"}
                  - {id: rtsp-garbage, source: "rtsp://127.0.0.1:%5$d/cam0"}
                  - {id: rtsp-no-such-host, source: "rtsp://no-such-camera.invalid/cam0"}
                  - {id: http-wrong-password, source: "http://viewer:wrong-word@127.0.0.1:%2$d/stream"}
                  - {id: http-closed-port, source: "http://127.0.0.1:%3$d/stream"}
                  - {id: http-never-answers, source: "http://127.0.0.1:%4$d/stream"}
                  - {id: http-garbage, source: "http://127.0.0.1:%5$d/stream"}
                  - {id: http-no-such-host, source: "http://no-such-camera.invalid/stream"}
                  - {id: unknown-scheme, source: "gopher://127.0.0.1/cam0"}
                  - {id: wrong-value, source: "test:clock?fps=99"}
                """.formatted(rtsp.port(), gate.port(), closed.port(), silent.port(), garbage.port())));
        this.browser = browser;
        browser.open(server.page());
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
    @CsvSource({
        "rtsp-wrong-password, CK-2104",
        "rtsp-no-password, CK-2106",
        "rtsp-wrong-path, CK-2105",
        "rtsp-closed-port, CK-2402",
        "rtsp-never-answers, CK-2103",
        "rtsp-garbage, CK-2102",
        "rtsp-no-such-host, CK-2401",
        "http-wrong-password, CK-2204",
        "http-closed-port, CK-2402",
        "http-never-answers, CK-2203",
        "http-garbage, CK-2202",
        "http-no-such-host, CK-2401",
        "unknown-scheme, CK-1201",
        "wrong-value, CK-2302"
    })
    void aFaultIsSaidWithItsCodeAndItsMendInPageApiAndLog(String camera, String code) {
        browser.await(
                "document.querySelector(\"[data-camera='" + camera + "'] .veil-code\")?.textContent === '" + code + "'",
                PATIENCE);
        String mend = browser.text("[data-camera='" + camera + "'] .veil-mend");
        assertTrue(mend.length() > 10, () -> "the page says how to mend it: " + mend);
        String words = mend.substring(1); // which the page begins with a capital
        String api = withoutMarks(server.get("/api/cameras/" + camera));
        assertTrue(api.contains("\"code\":\"" + code + "\""), api);
        assertTrue(api.contains(words), api);
        assertTrue(api.matches(".*\"state\":\"(STARTING|BACKING_OFF|FAILED)\".*"), api);
        String line = withoutMarks(server.awaitLog(code + " camera " + camera + ":"));
        assertTrue(line.contains("Mend: ") && line.contains(words), line);
    }

    /** What stands between backticks, the page shows as code. */
    private static String withoutMarks(String text) {
        return text.replace("`", "");
    }

    @Test
    void theCameraThatWorksGoesOn() {
        double start = browser.now();
        browser.runUntil(start + 2000);
        assertTrue(browser.readings("works", start).size() > 10, "it shows one picture after the other");
        assertTrue(browser.text("[data-camera='works']").contains("LIVE"));
    }

    @Test
    void noPasswordIsShownAnywhere() {
        String everything = String.join("\n", server.log()) + server.get("/api/cameras") + browser.text("body");
        browser.screenshot("faulty-cameras");
        assertEquals(-1, everything.indexOf("wrong-word"));
        assertEquals(-1, everything.indexOf("let-me-see"));
    }
}
