package io.camkit.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.camkit.source.test.TestCamera;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Shows that what the other tests of this package read from a page is what the page shows. */
@ExtendWith(OneBrowser.class)
@Tag("browser")
class BrowserTest {
    private static final String PAGE =
            "<!doctype html><div data-camera='clip'><video src='/clip.mp4' muted autoplay></video></div>";

    @TempDir
    Path folder;

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        byte[] clip = clip();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/", "text/html", PAGE.getBytes(StandardCharsets.UTF_8));
        answer("/clip.mp4", "video/mp4", clip);
        server.start();
    }

    private void answer(String path, String type, byte[] body) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private byte[] clip() throws IOException {
        Path raw = folder.resolve("clip.h264");
        Path mp4 = folder.resolve("clip.mp4");
        try (InputStream in = TestCamera.class.getResourceAsStream("clock-640x360.h264")) {
            Files.copy(in, raw);
        }
        String command = "ffmpeg -v error -r 25 -f h264 -i " + raw + " -c copy -movflags +faststart " + mp4;
        try {
            assertEquals(
                    0,
                    new ProcessBuilder(command.split(" ")).inheritIO().start().waitFor());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return Files.readAllBytes(mp4);
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void theNumberOfEveryFrameOfAVideoIsItsPlaceInTheClip(Browser browser) {
        // once more when the machine kept the page from being painted, for then the script comes late
        double begun;
        int attempts = 0;
        do {
            browser.open(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
            begun = browser.awaitPicture("clip", 0, Duration.ofSeconds(10)).atMillis();
            browser.runUntil(begun + 3000);
        } while (++attempts < 8 && browser.longestPauseMillis(begun) > 75);

        List<Reading> readings = browser.readings("clip", begun);
        assertTrue(readings.size() > 50, () -> "only " + readings);
        for (Reading reading : readings) {
            // while the script draws, the browser may go on to the next frame
            long ahead = reading.number() - Math.round(reading.mediaSeconds() * 25);
            assertTrue(ahead == 0 || ahead == 1, reading::toString);
        }
    }
}
