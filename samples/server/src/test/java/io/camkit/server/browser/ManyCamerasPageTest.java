package io.camkit.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What forty cameras on one page cost. */
@ExtendWith(OneBrowser.class)
@Tag("browser")
class ManyCamerasPageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CAMERAS = IntStream.range(10, 50)
            .mapToObj(i ->
                    "  - {id: c" + i + ", source: \"test:clock?width=640&height=360&codec=h264\", sinks: [live]}\n")
            .collect(Collectors.joining("", "cameras:\n", ""));

    @TempDir
    Path folder;

    private static String access(String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(i -> "    - {name: " + names[i] + ", token: a-token-for-" + names[i] + "-0123}\n")
                .collect(Collectors.joining("", "access:\n  tokens:\n", ""));
    }

    private static HttpResponse<String> get(ServerProcess server, String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.page().resolve("/api/cameras/c10"))
                .header("Authorization", "Bearer a-token-for-" + name + "-0123")
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void onlyTilesInSightHaveStreams(Browser browser) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, 0, access("hall") + CAMERAS)) {
            browser.open(server.page().resolve("#token=a-token-for-hall-0123"));
            browser.awaitPicture("c10", 0, PATIENCE);
            assertTrue(get(server, "hall").body().contains("\"viewers\":1"));
            assertEquals(0L, browser.run("return document.querySelectorAll(\"[data-camera='c49'] video\").length"));

            double scrolled = browser.now();
            browser.run("scrollTo(0, document.body.scrollHeight)");
            browser.awaitPicture("c49", scrolled, PATIENCE);
            browser.await("!document.querySelector(\"[data-camera='c10'] video\")", PATIENCE);
            assertTrue(browser.text("#summary").contains("40 cameras, all live"), browser.text("#summary"));
        }
    }

    @Test
    void aPageWhoseTokenIsTakenAwayDoesNotShutOutItsNeighbours(Browser browser) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, 0, access("hall", "yard") + CAMERAS)) {
            browser.open(server.page().resolve("#token=a-token-for-hall-0123"));
            browser.awaitPicture("c10", 0, PATIENCE);
            browser.awaitPicture("c15", 0, PATIENCE);

            Files.writeString(
                    folder.resolve("camkit.yaml"),
                    "listen: {bind: 127.0.0.1, port: " + server.port() + "}\n" + access("yard") + CAMERAS);
            browser.await("document.querySelector('#notice form')", PATIENCE);

            assertEquals(200, get(server, "yard").statusCode());
            assertTrue(browser.text(".form-error").contains("not accepted"), browser.text("body"));
        }
    }
}
