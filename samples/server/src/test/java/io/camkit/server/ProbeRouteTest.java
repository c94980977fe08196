package io.camkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.testkit.FrameLeaks;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ProbeRouteTest {
    private static final int TOO_MANY = 429;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @TempDir
    private Path data;

    @Test
    void eachStepIsALineAndTheResultIsTheLast() throws Exception {
        try (var server = RunningServer.with(leaks, "", data)) {
            HttpResponse<String> answer =
                    server.send("POST", "/api/probe", "{\"source\":\"test:clock?width=160&height=120&fps=10\"}");
            List<String> lines = answer.body().lines().toList();

            assertEquals(
                    "application/x-ndjson",
                    answer.headers().firstValue("content-type").orElse(""));
            assertEquals(8, lines.size(), answer::body);
            assertTrue(
                    lines.get(4).startsWith("{\"step\":\"first key frame\",\"state\":\"OK\",\"millis\":"),
                    lines.get(4));
            assertEquals("{\"result\":\"OK\"}", lines.get(7));
        }
    }

    @Test
    void aVisitorTestsOneCameraAtATimeAndEndsHisTestByGoing() throws Exception {
        try (var server = RunningServer.with(leaks, "", data);
                var silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            String hangs = "{\"source\":\"rtsp://127.0.0.1:" + silent.getLocalPort() + "/s\",\"allowLocal\":true}";
            String wrong = "{\"source\":\"gopher://x/\"}";
            try (var first = new BufferedReader(new InputStreamReader(
                    server.open("POST", "/api/probe", hangs).body(), StandardCharsets.UTF_8))) {
                assertTrue(first.readLine().contains("\"resolve\",\"state\":\"OK\""));
                assertEquals(TOO_MANY, server.send("POST", "/api/probe", wrong).statusCode());
            }
            int status = TOO_MANY;
            for (int i = 0; i < 1000 && status == TOO_MANY; i++) {
                status = server.send("POST", "/api/probe", wrong).statusCode();
            }
            assertEquals(400, status);
        }
    }

    @Test
    void aCameraThatIsThereIsTestedWithWhatIsKnownOfItButNotElsewhere() throws Exception {
        try (var server = RunningServer.with(leaks, "", data)) {
            server.send("POST", "/api/cameras", "{\"id\":\"door\",\"source\":\"rtsp://viewer:hunter2@127.0.0.1:9/s\"}");

            String same = server.send("POST", "/api/probe", "{\"id\":\"door\",\"source\":\"rtsp://127.0.0.1:9/t\"}")
                    .body();
            String other = server.send("POST", "/api/probe", "{\"id\":\"door\",\"source\":\"rtsp://10.9.9.9/s\"}")
                    .body();

            assertTrue(same.contains("CK-2410"), same);
            assertTrue(other.contains("CK-6116"), other);
        }
    }
}
