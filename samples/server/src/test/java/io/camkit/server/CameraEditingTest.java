package io.camkit.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.State;
import io.camkit.testkit.FrameLeaks;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CameraEditingTest {
    private static final String FIXED = "cameras: [{id: fixed, source: 'test:clock?width=320&height=240&fps=10'}]\n";
    private static final String YARD = "{\"id\":\"yard\",\"source\":\"test:clock?width=320&height=240&fps=10\"}";
    private static final String DOOR =
            "{\"id\":\"door\",\"source\":\"rtsp://viewer:hunter2@10.255.255.1/s?token=hush-hush\",\"stallSeconds\":9}";

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @TempDir
    private Path data;

    @Test
    void camerasComeChangeAndGoWhileTheOthersGoOn() throws Exception {
        try (var server = RunningServer.with(leaks, FIXED, data)) {
            server.await("fixed", State.RUNNING);
            try (InputStream watched =
                    server.stream("/cameras/fixed/stream.mjpg").body()) {
                assertEquals(201, server.send("POST", "/api/cameras", YARD).statusCode());
                server.await("yard", State.RUNNING);
                assertEquals(200, server.bytes("/cameras/yard/snapshot.jpg").statusCode());

                String larger = "{\"source\":\"test:clock?width=640&height=360&fps=10\"}";
                assertEquals(
                        200, server.send("PUT", "/api/cameras/yard", larger).statusCode());
                server.await("yard", State.RUNNING);
                assertTrue(server.get("/api/cameras/yard").body().contains("\"width\":640"));

                assertEquals(204, server.send("DELETE", "/api/cameras/yard", "").statusCode());
                assertEquals(404, server.get("/api/cameras/yard").statusCode());
                assertEquals(404, server.bytes("/cameras/yard/snapshot.jpg").statusCode());
                assertTrue(watched.readNBytes(20_000).length == 20_000, "the other camera's viewer goes on");
            }
            assertTrue(server.get("/api/cameras/fixed").body().contains("\"reconnects\":0"));
            String events = server.get("/api/events?camera=yard").body();
            assertTrue(events.contains("\"kind\":\"camera-added\""), events);
            assertTrue(events.contains("\"kind\":\"camera-removed\""), events);
        }
    }

    @Test
    void anAddedCameraIsThereAfterARestartAndItsFileIsForItsOwnerAlone() throws Exception {
        try (var server = RunningServer.with(leaks, "", data)) {
            server.send("POST", "/api/cameras", YARD);
            server.send("POST", "/api/cameras", DOOR);
        }
        Path file = data.resolve("cameras.json");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var server = RunningServer.with(leaks, "", data)) {
            server.await("yard", State.RUNNING);
            String door = server.get("/api/cameras/door").body();
            assertTrue(door.contains("rtsp://viewer:***@10.255.255.1/s?token=***"), door);
        }
        try (var files = Files.list(data)) {
            assertEquals(1, files.count(), "nothing is left beside it");
        }
    }

    @Test
    void whateverMayStandInAPasswordCanBeReadAgain() throws Exception {
        String odd = "\"username\":\"cam\",\"password\":\"\\uffff \\u2028 \\ud83d\\ude00 \\\\ \\\" \"";
        try (var server = RunningServer.with(leaks, "", data)) {
            HttpResponse<String> added = server.send("POST", "/api/cameras", YARD.replace("}", "," + odd + "}"));
            assertEquals(201, added.statusCode(), added.body());
        }
        byte[] kept = Files.readAllBytes(data.resolve("cameras.json"));
        try (var server = RunningServer.with(leaks, "", data)) {
            assertEquals(201, server.send("POST", "/api/cameras", DOOR).statusCode());
            assertEquals(204, server.send("DELETE", "/api/cameras/door", "").statusCode());
        }
        assertArrayEquals(kept, Files.readAllBytes(data.resolve("cameras.json")));
    }

    @Test
    void noAnswerShowsASecret() throws Exception {
        try (var server = RunningServer.with(leaks, "", data)) {
            StringBuilder said = new StringBuilder();
            said.append(server.send("POST", "/api/cameras", DOOR).body());
            said.append(server.send("PUT", "/api/cameras/door", "{\"source\":\"rtsp://10.255.255.1/t\"}")
                    .body());
            said.append(server.send("PUT", "/api/cameras/door", "{\"source\":\"rtsp://hunter2\\u0001hush-hush\"}")
                    .body());
            said.append(server.get("/api/definitions").body());
            said.append(server.get("/api/cameras").body());
            said.append(server.get("/api/events").body());

            assertFalse(said.toString().contains("hunter2"), said::toString);
            assertFalse(said.toString().contains("hush-hush"), said::toString);
            assertTrue(
                    Files.readString(data.resolve("cameras.json")).contains("hunter2"), "a password left out is kept");
        }
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() throws Exception {
        try (var server = RunningServer.with(leaks, "", data)) {
            HttpResponse<String> answer = server.send(
                    "POST",
                    "/api/cameras",
                    "{\"id\":\"No Id\",\"source\":\"gopher://x\",\"sinks\":[\"oven\"],\"colour\":1}");

            assertEquals(400, answer.statusCode());
            assertEquals(
                    "application/problem+json",
                    answer.headers().firstValue("content-type").orElse(""));
            for (String code : new String[] {"CK-6108", "CK-1201", "CK-6113", "CK-6103"}) {
                assertTrue(answer.body().contains(code), answer.body());
            }
            assertEquals(400, server.send("POST", "/api/cameras", "").statusCode());
            assertEquals(
                    413, server.send("POST", "/api/cameras", " ".repeat(5000)).statusCode());
            assertFalse(Files.exists(data.resolve("cameras.json")));
        }
    }

    @Test
    void aCameraOfTheFileIsNotChangedFromHere() throws Exception {
        try (var server = RunningServer.with(leaks, FIXED, data)) {
            HttpResponse<String> refused = server.send("DELETE", "/api/cameras/fixed", "");

            assertEquals(409, refused.statusCode());
            assertTrue(refused.body().contains("CK-6117"), refused.body());
            assertEquals(409, server.send("PUT", "/api/cameras/fixed", YARD).statusCode());
            assertEquals(
                    409,
                    server.send("POST", "/api/cameras", YARD.replace("yard", "fixed"))
                            .statusCode());
            assertEquals(404, server.send("DELETE", "/api/cameras/nobody", "").statusCode());
            assertTrue(server.get("/api/definitions").body().contains("\"id\":\"fixed\",\"fixed\":true"));
        }
    }

    @Test
    void whoeverMayOnlyLookChangesNothing() throws Exception {
        String tokens = "access: {tokens: [{name: guest, token: a-token-of-a-guest},"
                + " {name: yard, token: a-token-of-the-yard, cameras: [yard], actions: [configure, view]}]}\n";
        String[] guest = {"Authorization", "Bearer a-token-of-a-guest"};
        String[] yard = {"Authorization", "Bearer a-token-of-the-yard"};
        try (var server = RunningServer.with(leaks, tokens + FIXED, data)) {
            assertEquals(404, server.send("POST", "/api/cameras", YARD, guest).statusCode());
            assertEquals(404, server.get("/api/definitions", guest).statusCode());
            assertEquals(404, server.send("POST", "/api/probe", YARD, guest).statusCode());
            assertEquals(404, server.send("POST", "/api/cameras", DOOR, yard).statusCode());
            assertEquals(201, server.send("POST", "/api/cameras", YARD, yard).statusCode());
            assertFalse(server.get("/api/definitions", yard).body().contains("fixed\":true"));
        }
    }

    @Test
    void anAddressOnThisMachineIsConnectedToByConsentAlone() throws Exception {
        try (var server = RunningServer.with(leaks, "", data)) {
            String local = "{\"id\":\"local\",\"source\":\"rtsp://localhost:9/s\"}";
            assertEquals(201, server.send("POST", "/api/cameras", local).statusCode());
            server.await("local", State.BACKING_OFF);
            assertTrue(server.get("/api/cameras/local").body().contains("CK-2410"));

            String consent = local.replace("}", ",\"allowLocal\":true}");
            assertEquals(200, server.send("PUT", "/api/cameras/local", consent).statusCode());
            server.await("local", State.BACKING_OFF);
            assertTrue(server.get("/api/cameras/local").body().contains("CK-2402"));
        }
    }
}
