package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camkit.CamkitException;
import io.camkit.Cost;
import io.camkit.FeedStatus;
import io.camkit.Secret;
import io.camkit.State;
import io.camkit.StreamName;
import io.camkit.testkit.ScriptedSourceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraRoutesTest {
    private static final String DOOR = "Bearer door-0123456789abcdef";
    private static final String ALL = "Bearer all-0123456789abcdef";

    private static Access.Token token(String name, String camera) {
        return new Access.Token(name, Secret.of(name + "-0123456789abcdef"), Set.of(camera), Set.of(Action.VIEW));
    }

    private static Served served() {
        Served served = Served.withTokens(List.of(token("door", "door"), token("all", "*")));
        served.kit
                .camera("door")
                .from(ScriptedSourceSpec.jpeg().frames(3).stall())
                .start();
        served.kit
                .camera("yard")
                .from(ScriptedSourceSpec.jpeg()
                        .ends(new CamkitException(
                                "CK-2402", "refused", "10.0.0.5", "switch it on", CamkitException.Retry.RETRY)))
                .start();
        return served;
    }

    private static JsonNode json(Served served, String path, String token) throws Exception {
        var answer = served.get(path, "Authorization", token);
        assertEquals(200, answer.statusCode(), answer::body);
        return new ObjectMapper().readTree(answer.body());
    }

    /** Asks until the answer is as wanted; time passes between. */
    private static JsonNode until(Served served, String path, java.util.function.Predicate<JsonNode> wanted)
            throws Exception {
        JsonNode answer = json(served, path, ALL);
        for (int i = 0; i < 200 && !wanted.test(answer); i++) {
            served.pass(Duration.ofMillis(50));
            answer = json(served, path, ALL);
        }
        return answer;
    }

    @Test
    void aListShowsWhatTheVisitorMaySee() throws Exception {
        try (Served served = served()) {
            assertEquals(1, json(served, "/api/cameras", DOOR).get("cameras").size());
            assertEquals(2, json(served, "/api/cameras", ALL).get("cameras").size());
            assertEquals(
                    404, served.get("/api/cameras/yard", "Authorization", DOOR).statusCode());
            assertEquals(
                    404, served.get("/api/cameras/none", "Authorization", ALL).statusCode());
        }
    }

    @Test
    void aRunningCameraTellsWhatFlows() throws Exception {
        try (Served served = served()) {
            JsonNode door = until(
                    served,
                    "/api/cameras/door",
                    camera -> camera.get("shown").asText().equals("LIVE"));
            JsonNode stream = door.get("streams").get(0);

            assertEquals("RUNNING", door.get("state").asText());
            assertEquals("main", stream.get("name").asText());
            assertEquals("JPEG", stream.get("tracks").get(0).get("codec").asText());
            assertTrue(stream.get("tracks").get(0).get("width").asInt() > 0);
            assertTrue(stream.get("lastFrameAgeMillis").asLong() >= 0);
            assertFalse(stream.has("error"));
        }
    }

    @Test
    void aCameraThatCannotBeReachedSaysWhyAndHowToMendIt() throws Exception {
        try (Served served = served()) {
            JsonNode yard = until(
                    served,
                    "/api/cameras/yard",
                    camera -> camera.get("streams").get(0).has("error"));

            assertEquals(
                    "{\"code\":\"CK-2402\",\"what\":\"refused\",\"mend\":\"switch it on\"}",
                    yard.get("streams").get(0).get("error").toString());
            assertEquals("RECONNECTING", yard.get("shown").asText());
        }
    }

    @Test
    void aCameraNamesWhatItCanBeWatchedBy() throws Exception {
        try (Served served = served()) {
            Route.RequestHandler any = exchange -> {};
            served.http
                    .routes()
                    .mountCamera(
                            "door",
                            List.of(
                                    Route.get("stream.mjpg", Action.VIEW, any),
                                    Route.get("player/{path...}", Action.VIEW, any),
                                    Route.post("upload", Action.INGEST, any),
                                    Route.webSocket("live", Action.VIEW, socket -> new WebSocketListener() {})));

            assertEquals(
                    "[\"live\",\"stream.mjpg\"]",
                    json(served, "/api/cameras/door", ALL).get("views").toString());
            assertEquals(
                    "[]", json(served, "/api/cameras/yard", ALL).get("views").toString());
        }
    }

    @Test
    void aDerivedFeedTellsForWhomItIsAndWhatItCosts() {
        FeedStatus feed = new FeedStatus(
                "JPEG 640x360",
                StreamName.MAIN,
                State.RUNNING,
                Map.of("snapshot", 1, "mjpeg", 2),
                Optional.of(new Cost(Duration.ofMillis(1340), 85_000_000)),
                1,
                Optional.empty());

        assertEquals(
                "{\"key\":\"JPEG 640x360\",\"stream\":\"main\",\"state\":\"RUNNING\",\"viewers\":3,"
                        + "\"purposes\":{\"mjpeg\":2,\"snapshot\":1},\"cpuSeconds\":1.34,\"residentBytes\":85000000,\"restarts\":1}",
                new Json().text(CameraView.FeedView.of(feed)));
    }

    @Test
    void aFeedThatFailedSaysWhy() {
        FeedStatus feed = new FeedStatus(
                "H264 640x360",
                StreamName.SUB,
                State.FAILED,
                Map.of(),
                Optional.empty(),
                0,
                Optional.of(new CamkitException(
                        "CK-4102", "no encoder", "", "ask for less", CamkitException.Retry.GIVE_UP)));

        assertEquals(
                "{\"key\":\"H264 640x360\",\"stream\":\"sub\",\"state\":\"FAILED\",\"viewers\":0,\"purposes\":{},\"restarts\":0,"
                        + "\"error\":{\"code\":\"CK-4102\",\"what\":\"no encoder\",\"mend\":\"ask for less\"}}",
                new Json().text(CameraView.FeedView.of(feed)));
    }

    @Test
    void healthCountsWhatRuns() throws Exception {
        try (Served served = served()) {
            until(
                    served,
                    "/api/cameras/door",
                    camera -> camera.get("shown").asText().equals("LIVE"));

            assertTrue(served.get("/health").body().contains("\"cameras\":{\"total\":2,\"running\":1}"));
        }
    }

    @Test
    void metricsAreForWhoeverSeesEverything() {
        try (Served served = served()) {
            served.kit
                    .metrics()
                    .counter("camkit_odd_total", "A \\ count", Map.of("why", "a \"b\"\n"))
                    .add(2);

            String text = served.get("/metrics", "Authorization", ALL).body();

            assertTrue(text.contains("# HELP camkit_odd_total A \\\\ count\n# TYPE camkit_odd_total counter\n"), text);
            assertTrue(text.contains("camkit_odd_total{why=\"a \\\"b\\\"\\n\"} 2\n"), text);
            assertTrue(text.contains("camkit_http_connections 1\n"), text);
            assertEquals(404, served.get("/metrics", "Authorization", DOOR).statusCode());
        }
    }

    @Test
    void theShortNameStandsForTheOnlyCameraThatIsVisible() {
        try (Served served = served()) {
            for (String camera : List.of("door", "yard")) {
                served.http
                        .routes()
                        .mountCamera(
                                camera,
                                List.of(Route.get(
                                        "snapshot.jpg",
                                        Action.VIEW,
                                        exchange -> exchange.respond(
                                                200, "text/plain", Served.bytes(exchange.path()), Map.of()))));
            }

            assertEquals(200, served.get("/snapshot.jpg", "Authorization", DOOR).statusCode());
            assertEquals(404, served.get("/snapshot.jpg", "Authorization", ALL).statusCode());
            assertEquals(401, served.get("/snapshot.jpg").statusCode());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING,100,LIVE",
        "STARTING,0,RECONNECTING",
        "BACKING_OFF,30,RECONNECTING",
        "BACKING_OFF,31,OFFLINE",
        "STARTING,31,OFFLINE",
        "FAILED,0,OFFLINE",
        "STOPPED,0,OFFLINE"
    })
    void aTileSaysWhatThePageRulesSay(State state, int seconds, String shown) {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");

        assertEquals(shown, CameraView.shownAs(state, now.minusSeconds(seconds), now));
    }
}
