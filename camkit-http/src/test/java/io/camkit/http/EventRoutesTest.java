package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camkit.Secret;
import io.camkit.testkit.ScriptedSourceSpec;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class EventRoutesTest {
    private static final String SHAKE = " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    private static void start(Served served, String camera) {
        served.kit.camera(camera).from(ScriptedSourceSpec.jpeg().stall()).start();
    }

    private static JsonNode events(Served served, String query, String... headers) throws Exception {
        return new ObjectMapper()
                .readTree(served.get("/api/events" + query, headers).body());
    }

    /** Events arrive through an executor: asks until they are as wanted. */
    private static JsonNode until(Served served, String query, Predicate<JsonNode> wanted) throws Exception {
        JsonNode page = events(served, query);
        for (int i = 0; i < 500 && !wanted.test(page); i++) {
            page = events(served, query);
        }
        return page;
    }

    @Test
    void whatHappenedIsToldNewestFirstAndPageByPage() throws Exception {
        try (Served served = Served.open()) {
            for (String camera : List.of("a", "b", "c")) {
                start(served, camera);
            }
            until(served, "?kind=camera-added", page -> page.get("events").size() == 3);

            JsonNode first = events(served, "?kind=camera-added&limit=2");
            JsonNode second = events(
                    served,
                    "?kind=camera-added&limit=2&before=" + first.get("next").asLong());

            assertEquals("c", first.get("events").get(0).get("camera").asText());
            assertEquals("b", first.get("events").get(1).get("camera").asText());
            assertEquals(1, second.get("events").size());
            assertEquals("a", second.get("events").get(0).get("camera").asText());
            assertFalse(second.has("next"));
        }
    }

    @Test
    void oneCameraCanBeAskedFor() throws Exception {
        try (Served served = Served.open()) {
            start(served, "a");
            start(served, "b");

            JsonNode page =
                    until(served, "?camera=b", some -> some.get("events").size() > 0);

            page.get("events")
                    .forEach(event -> assertEquals("b", event.get("camera").asText()));
        }
    }

    @Test
    void aLimitThatIsNoNumberIsRefused() {
        try (Served served = Served.open()) {
            assertEquals(400, served.get("/api/events?limit=many").statusCode());
            assertEquals(400, served.get("/api/events?before=x").statusCode());
            assertEquals(200, served.get("/api/events?limit=-5").statusCode());
        }
    }

    @Test
    void aVisitorHearsOfHisCamerasAlone() throws Exception {
        var token = new Access.Token("a", Secret.of("ada-0123456789abcdef"), Set.of("a"), Set.of(Action.VIEW));
        try (Served served = Served.withTokens(List.of(token))) {
            String[] ada = {"Authorization", "Bearer ada-0123456789abcdef"};
            start(served, "b");
            start(served, "a");
            JsonNode page = events(served, "", ada);
            for (int i = 0; i < 500 && page.get("events").isEmpty(); i++) {
                page = events(served, "", ada);
            }

            assertFalse(page.get("events").isEmpty());
            page.get("events")
                    .forEach(event -> assertEquals("a", event.get("camera").asText()));
        }
    }

    @Test
    void aKindThatDoesNotExistIsNamedAndNotTakenForNoneThatHappened() throws Exception {
        try (Served served = Served.open()) {
            var answer = served.get("/api/events?kind=foo");

            assertEquals(400, answer.statusCode());
            assertTrue(answer.body().contains("camera-added, camera-removed, state"), answer.body());
        }
    }

    @Test
    void whoFollowsIsToldAsItHappens() {
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            raw.send("GET /events?kind=camera-added" + SHAKE).readUntil("\r\n\r\n");
            start(served, "door");

            String event = raw.readUntil("}");

            assertTrue(event.contains("\"camera\":\"door\",\"kind\":\"camera-added\""), event);
        }
    }

    @Test
    void whatHappenedBeforeTheServerWasMadeIsKnown() throws Exception {
        try (Served first = Served.open()) {
            start(first, "early");
            until(first, "", page -> page.get("events").size() > 0);
            try (CamHttp second = CamHttp.on(first.kit, 0)) {
                second.start();
                String answer = new RawClient(second.port())
                        .send("GET /api/events HTTP/1.0\r\n\r\n")
                        .readAll();

                assertTrue(answer.contains("\"camera\":\"early\",\"kind\":\"camera-added\""), answer);
            }
        }
    }
}
