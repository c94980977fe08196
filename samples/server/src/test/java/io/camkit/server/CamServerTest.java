package io.camkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.State;
import io.camkit.testkit.FrameLeaks;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CamServerTest {
    private static final String JPEG_CAMERA =
            "cameras: [{id: clock, source: 'test:clock?width=320&height=240&fps=10'}]\n";
    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(/[a-z0-9.-]+)[\"#]");

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @TempDir
    private Path folder;

    @Test
    void thePageAndEverythingItLoadsIsServedToAnybody() throws Exception {
        try (var server = RunningServer.with(leaks, tokens("hall"))) {
            HttpResponse<String> page = server.get("/");
            assertEquals(200, page.statusCode());
            List<String> parts = LOADED.matcher(page.body())
                    .results()
                    .map(part -> part.group(1))
                    .toList();
            assertTrue(parts.contains("/main.js"), parts::toString);
            for (String part : parts) {
                assertEquals(200, server.get(part).statusCode(), part);
            }
        }
    }

    @Test
    void everyModuleThatAModuleImportsIsLoadedAhead() throws Exception {
        try (var server = RunningServer.with(leaks, "")) {
            String page = server.get("/").body();
            Matcher imports = Pattern.compile("from '\\./([a-z0-9-]+\\.js)'")
                    .matcher(server.get("/main.js").body());
            while (imports.find()) {
                assertTrue(page.contains("modulepreload\" href=\"/" + imports.group(1)), imports.group(1));
            }
        }
    }

    @Test
    void thePageAllowsNoInlineScriptOrStyle() throws Exception {
        try (var server = RunningServer.with(leaks, "")) {
            HttpResponse<String> page = server.get("/");
            String policy = page.headers().firstValue("content-security-policy").orElse("");
            assertTrue(policy.contains("default-src 'self'"), policy);
            assertFalse(policy.contains("unsafe-inline"), policy);
            assertFalse(page.body().contains("style="), "a style attribute would be refused");
        }
    }

    @Test
    void theDemoShowsJpegAndH264AtTwoSizes() throws Exception {
        String demo;
        try (InputStream in = Objects.requireNonNull(CamServer.class.getResourceAsStream("/demo.yaml"))) {
            demo = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try (var server = RunningServer.with(leaks, demo)) {
            for (int running = 0; running < 4; running++) {
                server.awaitAny(State.RUNNING);
            }
            String cameras = server.get("/api/cameras").body();
            assertTrue(cameras.contains("\"codec\":\"H264\",\"width\":1280,\"height\":720"), cameras);
            assertTrue(cameras.contains("\"codec\":\"H264\",\"width\":640,\"height\":360"), cameras);
            assertTrue(cameras.contains("\"codec\":\"JPEG\",\"width\":1280,\"height\":720"), cameras);
            assertTrue(cameras.contains("\"codec\":\"JPEG\",\"width\":640,\"height\":360"), cameras);
        }
    }

    @Test
    void aCameraOfTheConfigurationHasASnapshot() throws Exception {
        try (var server = RunningServer.with(leaks, JPEG_CAMERA)) {
            server.await("clock", State.RUNNING);
            HttpResponse<byte[]> picture = server.bytes("/cameras/clock/snapshot.jpg");
            assertEquals(200, picture.statusCode());
            assertEquals((byte) 0xff, picture.body()[0]);
            assertEquals((byte) 0xd8, picture.body()[1]);
        }
    }

    @Test
    void aCameraThatNoPluginKnowsIsShownWithCodeAndMendAndTheOthersGoOn() throws Exception {
        String yaml = JPEG_CAMERA.replace("}]", "}, {id: odd, source: 'gopher://u:hunter2@10.0.0.5/1'}]");
        try (var server = RunningServer.with(leaks, yaml)) {
            server.await("odd", State.FAILED);
            String odd = server.get("/api/cameras/odd").body();
            assertTrue(odd.contains("\"state\":\"FAILED\""), odd);
            assertTrue(odd.contains("\"code\":\"CK-1201\""), odd);
            assertTrue(odd.contains("\"mend\":"), odd);
            assertFalse(odd.contains("hunter2"), odd);
            assertEquals(200, server.bytes("/cameras/clock/snapshot.jpg").statusCode());
        }
    }

    @Test
    void withTokensTheApiAnswersOnlyToOneOfThem() throws Exception {
        try (var server = RunningServer.with(leaks, tokens("hall") + JPEG_CAMERA)) {
            assertEquals(401, server.get("/api/cameras").statusCode());
            assertEquals(401, server.get("/api/cameras", bearer("wrong")).statusCode());
            assertEquals(200, server.get("/api/cameras", bearer("hall")).statusCode());
        }
    }

    @Test
    void aTokenThatIsTakenOutOfTheFileLosesItsStreams() throws Exception {
        Path file = Files.writeString(folder.resolve("camkit.yaml"), tokens("hall", "yard") + JPEG_CAMERA);
        try (var server = RunningServer.of(leaks, file)) {
            server.await("clock", State.RUNNING);
            try (InputStream taken =
                    server.stream("/cameras/clock/stream.mjpg", bearer("yard")).body()) {
                assertTrue(taken.read() >= 0);
                Files.writeString(file, tokens("hall") + JPEG_CAMERA);

                assertTimeoutPreemptively(Duration.ofSeconds(30), () -> drain(taken));
            }
            assertEquals(401, server.get("/api/cameras", bearer("yard")).statusCode());
            assertEquals(200, server.get("/api/cameras", bearer("hall")).statusCode());
        }
    }

    @Test
    void aFileThatIsEmptiedOpensNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("camkit.yaml"), tokens("hall") + JPEG_CAMERA);
        try (var server = RunningServer.of(leaks, file)) {
            Files.writeString(file, "");
            server.readAgain(file);

            assertEquals(401, server.get("/api/cameras").statusCode());
            assertEquals(200, server.get("/api/cameras", bearer("hall")).statusCode());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost",
        "127.0.0.5, 127.0.0.5",
        "0.0.0.0, localhost",
        "10.0.0.9, 10.0.0.9",
        "2001:db8::9, [2001:db8:0:0:0:0:0:9]"
    })
    void theAddressThatIsPrintedCanBeOpened(String bind, String host) throws Exception {
        assertEquals(host, CamServer.host(InetAddress.getByName(bind)));
    }

    /** Reads until the stream ends, however it ends. */
    private static void drain(InputStream stream) {
        byte[] bytes = new byte[8192];
        try {
            while (stream.read(bytes) >= 0) {
                // nothing is done with it
            }
        } catch (IOException e) {
            // cut off is an end too
        }
    }

    private static String tokens(String... names) {
        StringBuilder yaml = new StringBuilder("access: {tokens: [");
        for (String name : names) {
            yaml.append("{name: ")
                    .append(name)
                    .append(", token: ")
                    .append(secret(name))
                    .append("},");
        }
        return yaml.append("]}\n").toString();
    }

    private static String secret(String name) {
        return name + "-0123456789abcdef";
    }

    private static String[] bearer(String name) {
        return new String[] {"Authorization", "Bearer " + secret(name)};
    }
}
