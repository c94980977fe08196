package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.CamkitException;
import io.camkit.KitOptions;
import io.camkit.Secret;
import io.camkit.net.LoopsProvider;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final String ADA = "ada-0123456789abcdef";
    private static final String BOB = "bob-0123456789abcdef";
    private static final String ALL = "all-0123456789abcdef";

    private static Access.Token token(String name, String secret, Set<String> cameras, Action... actions) {
        return new Access.Token(name, Secret.of(secret), cameras, Set.of(actions));
    }

    private static final List<Access.Token> TOKENS = List.of(
            token("ada", ADA, Set.of("door"), Action.VIEW, Action.CONTROL),
            token("bob", BOB, Set.of("yard"), Action.TALK),
            token("all", ALL, Set.of("*"), Action.values()));

    private static Route saysCamera(String template) {
        return Route.get(
                template,
                Action.VIEW,
                exchange -> exchange.respond(200, "text/plain", Served.bytes(exchange.variable("cam")), Map.of()));
    }

    private static Served served() {
        Served served = Served.withTokens(
                TOKENS, saysCamera("/x/{cam}"), Route.post("/move/{cam}", Action.CONTROL, e -> e.json(200, Map.of())));
        served.http.routes().mountCamera("door", List.of(saysCamera("picture")));
        return served;
    }

    private static String[] bearer(String token, String... more) {
        var headers = new java.util.ArrayList<>(List.of("Authorization", "Bearer " + token));
        headers.addAll(List.of(more));
        return headers.toArray(String[]::new);
    }

    /** All of an answer that somebody could compare. */
    private static String fingerprint(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.headers().map() + " " + answer.body();
    }

    private static String ticket(Served served, String token, String camera, String action) {
        var answer = served.post(
                "/api/tickets", "{\"camera\":\"" + camera + "\",\"action\":\"" + action + "\"}", bearer(token));
        assertEquals(201, answer.statusCode());
        return answer.body().replaceFirst("\\{\"ticket\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void nobodyGetsTheSameAnswerForEveryPath() {
        try (Served served = served()) {
            String first = fingerprint(served.get("/cameras/door/picture"));

            assertTrue(first.startsWith("401 "));
            assertEquals(first, fingerprint(served.get("/cameras/nope/picture")));
            assertEquals(first, fingerprint(served.get("/api/cameras")));
            assertEquals(first, fingerprint(served.get("/anything/at/all")));
            assertEquals(first, fingerprint(served.get("/stream.mjpg")));
            assertEquals(first, fingerprint(served.post("/x/door", "")));
            assertEquals(first, fingerprint(served.get("/cameras/door/picture?ticket=wrong")));
        }
    }

    @Test
    void aTokenThatNobodyKnowsIsToldSoTheSameForEveryPath() {
        try (Served served = served()) {
            String first = fingerprint(served.get("/cameras/door/picture", bearer("wrong")));

            assertTrue(first.startsWith("401 ") && first.contains("CK-5209"), first);
            assertEquals(first, fingerprint(served.get("/x/door", bearer("wrong"))));
            assertEquals(first, fingerprint(served.get("/anything/at/all", bearer("wrong"))));
        }
    }

    @Test
    void aBrowserIsShownWhatToDo() {
        try (Served served = served()) {
            var page = served.get("/cameras/door/picture", "Accept", "text/html,*/*");

            assertEquals(401, page.statusCode());
            assertEquals("Bearer", Served.header(page, "WWW-Authenticate").orElseThrow());
            assertTrue(page.body().contains("#token="));
            assertTrue(
                    Served.header(page, "Content-Security-Policy").orElseThrow().contains("default-src 'self'"));
        }
    }

    @Test
    void whatOneMayNotSeeLooksLikeWhatDoesNotExist() {
        try (Served served = served()) {
            String missing = fingerprint(served.get("/does/not/exist", bearer(ADA)));

            assertTrue(missing.startsWith("404 "));
            assertEquals(missing, fingerprint(served.get("/x/yard", bearer(ADA))));
            assertEquals(missing, fingerprint(served.get("/cameras/door/picture", bearer(BOB))));
            assertEquals(missing, fingerprint(served.get("/metrics", bearer(ADA))));
            assertEquals(missing, fingerprint(served.post("/x/yard", "", bearer(BOB))));
            assertEquals("door", served.get("/x/door", bearer(ADA)).body());
        }
    }

    @Test
    void aTicketIsGoodForItsCameraAndActionAloneAndForAMinute() {
        try (Served served = served()) {
            String ticket = ticket(served, ALL, "door", "view");

            assertEquals("door", served.get("/x/door?ticket=" + ticket).body());
            assertEquals("door", served.get("/x/door?ticket=" + ticket).body());
            assertEquals(404, served.get("/x/yard?ticket=" + ticket).statusCode());
            assertEquals(404, served.post("/move/door?ticket=" + ticket, "").statusCode());
            served.clock.advance(Duration.ofSeconds(61));
            assertEquals(401, served.get("/x/door?ticket=" + ticket).statusCode());
        }
    }

    @Test
    void aTicketForAllCamerasCoversNoMoreThanItsToken() {
        try (Served served = served()) {
            String ticket = ticket(served, ADA, "*", "view");

            assertEquals(200, served.get("/x/door?ticket=" + ticket).statusCode());
            assertEquals(404, served.get("/x/yard?ticket=" + ticket).statusCode());
        }
    }

    @Test
    void aTicketIsNotHadForWhatTheTokenMayNot() {
        try (Served served = served()) {
            String wanted = "{\"camera\":\"yard\",\"action\":\"view\"}";

            assertEquals(404, served.post("/api/tickets", wanted, bearer(ADA)).statusCode());
            assertEquals(404, served.post("/api/tickets", wanted, bearer(BOB)).statusCode());
            assertEquals(401, served.post("/api/tickets", wanted).statusCode());
            assertEquals(
                    400, served.post("/api/tickets", "nonsense", bearer(ADA)).statusCode());
            assertEquals(
                    400,
                    served.post("/api/tickets", "{\"camera\":\"door\",\"action\":\"public\"}", bearer(ADA))
                            .statusCode());
        }
    }

    @Test
    void aTicketBuysNoTicket() {
        try (Served served = served()) {
            String ticket = ticket(served, ALL, "*", "view");

            var answer = served.post("/api/tickets?ticket=" + ticket, "{\"camera\":\"*\",\"action\":\"view\"}");

            assertEquals(404, answer.statusCode());
        }
    }

    @Test
    void aTicketDiesWithItsToken() {
        try (Served served = served()) {
            String ticket = ticket(served, ADA, "door", "view");

            assertTrue(served.http.revoke("ada"));

            assertEquals(401, served.get("/x/door?ticket=" + ticket).statusCode());
            assertEquals(401, served.get("/x/door", bearer(ADA)).statusCode());
            assertFalse(served.http.revoke("ada"));
        }
    }

    @Test
    void ticketsAreNeverTheSame() {
        try (Served served = served()) {
            assertNotEquals(ticket(served, ADA, "door", "view"), ticket(served, ADA, "door", "view"));
        }
    }

    @Test
    void wrongTokensWithoutEndAreNotLookedAt() {
        try (Served served = served()) {
            for (int i = 0; i < 20; i++) {
                assertEquals(401, served.get("/x/door", bearer("wrong" + i)).statusCode());
            }

            var right = served.get("/x/door", bearer(ADA));
            assertEquals(429, right.statusCode());
            assertEquals("61", Served.header(right, "Retry-After").orElseThrow());
            served.clock.advance(Duration.ofSeconds(61));
            assertEquals(200, served.get("/x/door", bearer(ADA)).statusCode());
        }
    }

    @Test
    void oldTicketsAreNoAttempts() {
        try (Served served = served()) {
            for (int i = 0; i < 40; i++) {
                served.get("/x/door?ticket=old");
            }

            assertEquals(200, served.get("/x/door", bearer(ADA)).statusCode());
        }
    }

    @Test
    void aMethodThatIsNotServedIsToldToWhomeverMayUseAnother() {
        try (Served served = served()) {
            var answer = served.post("/x/door", "", bearer(ADA));

            assertEquals(405, answer.statusCode());
            assertEquals("GET, HEAD", Served.header(answer, "Allow").orElseThrow());
        }
    }

    @Test
    void anotherListKeepsWhoStandsInItUnchanged() {
        try (Served served = served()) {
            served.http.access(Access.tokens(
                    List.of(TOKENS.get(0), token("all", "new-0123456789abcdef", Set.of("*"), Action.VIEW))));

            assertEquals(200, served.get("/x/door", bearer(ADA)).statusCode());
            assertEquals(401, served.get("/x/door", bearer(ALL)).statusCode());
            assertEquals(
                    200, served.get("/x/door", bearer("new-0123456789abcdef")).statusCode());
        }
    }

    @Test
    void openAccessIsForLoopbackAlone() {
        try (CamKit kit = CamKit.create(KitOptions.standard().withOnlyPlugins(List.of(new LoopsProvider())))) {
            var options = HttpOptions.loopback(0).withBind("0.0.0.0");

            assertEquals(
                    "CK-5201",
                    assertThrows(CamkitException.class, () -> CamHttp.on(kit, options))
                            .code());
            assertThrows(
                    CamkitException.class,
                    () -> CamHttp.on(kit, options.withAccess(Access.tokens(TOKENS)))
                            .access(Access.open()));
        }
    }

    @Test
    void aPageThatPointsItsOwnNameHereIsRefused() {
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            String answer = raw.send("GET /health HTTP/1.1\r\nHost: evil.example:8080\r\nConnection: close\r\n\r\n")
                    .readAll();

            assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
        }
    }

    @Test
    void aNameThatTheServerWasGivenIsServed() {
        try (Served served = Served.with(HttpOptions.loopback(0).withNames(Set.of("Cams.home")));
                RawClient raw = served.raw()) {
            String answer = raw.send("GET /health HTTP/1.1\r\nHost: cams.HOME\r\nConnection: close\r\n\r\n")
                    .readAll();

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
    }

    @Test
    void aForeignPageChangesNothing() {
        try (Served served = Served.open(Route.post("/do", Action.CONTROL, e -> e.json(200, Map.of())))) {
            String own = "http://127.0.0.1:" + served.http.port();

            assertEquals(
                    403,
                    served.post("/do", "", "Origin", "https://evil.example").statusCode());
            assertEquals(403, served.post("/do", "", "Origin", "null").statusCode());
            assertEquals(200, served.post("/do", "", "Origin", own).statusCode());
            assertEquals(200, served.post("/do", "").statusCode());
        }
    }

    @Test
    void aTokenThatCanBeGuessedIsRefused() {
        var fault = assertThrows(CamkitException.class, () -> token("weak", "password", Set.of("*"), Action.VIEW));

        assertEquals("CK-5203", fault.code());
        assertFalse(fault.what().contains("password"));
    }

    @Test
    void twoTokensWithOneSecretAreRefused() {
        var list = List.of(TOKENS.get(0), token("ada2", ADA, Set.of("*"), Action.VIEW));

        assertEquals(
                "CK-5202",
                assertThrows(CamkitException.class, () -> Access.tokens(list)).code());
    }

    @Test
    void strangersMaySendNoMoreThanATicketTakes() {
        try (Served served = Served.open()) {
            assertEquals(413, served.post("/api/tickets", "x".repeat(2000)).statusCode());
        }
    }
}
