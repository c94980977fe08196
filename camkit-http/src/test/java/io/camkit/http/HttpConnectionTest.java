package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConnectionTest {
    private static final String HOST = "Host: localhost\r\n";
    private static final String LAST = HOST + "Connection: close\r\n\r\n";

    private static Route echo() {
        return Route.post(
                "/echo", Action.VIEW, exchange -> exchange.respond(200, "text/plain", exchange.body(), Map.of()));
    }

    private static Route says(String template, String text) {
        return Route.get(
                template,
                Action.VIEW,
                exchange -> exchange.respond(200, "text/plain", Served.bytes(text), Map.of("X-Said", text)));
    }

    private static String status(String answer) {
        return answer.isEmpty() ? "closed" : answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\n X: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
                "GET / HTTP/1.1\nHost: localhost\n\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3, 3\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: +3\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n",
                "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "nonsense\r\n\r\n",
                "GET /../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n"
            })
    void whatCanBeReadInTwoWaysIsRefusedAndTheConnectionWithIt(String request) {
        try (Served served = Served.open(echo());
                RawClient raw = served.raw()) {
            String answer =
                    raw.send(request + "GET /health HTTP/1.1\r\n" + LAST).readAll();

            assertEquals("400", status(answer), answer);
        }
    }

    @Test
    void requestsSentAheadAreAnsweredOneByOneInOrder() {
        try (Served served = Served.open(says("/a", "first"), says("/b", "second"), echo());
                RawClient raw = served.raw()) {
            String answer = raw.send("GET /a HTTP/1.1\r\n" + HOST + "\r\nPOST /echo HTTP/1.1\r\n" + HOST
                            + "Content-Length: 4\r\n\r\nbodyGET /nope HTTP/1.1\r\n" + HOST + "\r\nGET /b HTTP/1.1\r\n"
                            + LAST)
                    .readAll();

            assertTrue(
                    answer.matches("(?s)HTTP/1.1 200.*first.*HTTP/1.1 200.*body.*HTTP/1.1 404.*HTTP/1.1 200.*second"),
                    answer);
        }
    }

    @Test
    void theNextRequestWaitsUntilTheFirstIsAnswered() throws Exception {
        var first = new AtomicReference<Exchange>();
        var asked = new CountDownLatch(1);
        try (Served served = Served.open(
                        Route.get("/later", Action.VIEW, exchange -> {
                            first.set(exchange);
                            asked.countDown();
                        }),
                        Route.get("/b", Action.VIEW, exchange -> {
                            String early = first.get() == null ? "early" : "in turn";
                            exchange.respond(200, "text/plain", Served.bytes(early), Map.of());
                        }));
                RawClient raw = served.raw()) {
            raw.send("GET /later HTTP/1.1\r\n" + HOST + "\r\nGET /b HTTP/1.1\r\n" + LAST);
            assertTrue(asked.await(20, TimeUnit.SECONDS));

            Exchange exchange = first.getAndSet(first.get());
            exchange.respond(200, "text/plain", Served.bytes("one"), Map.of());
            exchange.respond(200, "text/plain", Served.bytes("twice"), Map.of());

            String answers = raw.readAll();
            assertTrue(answers.matches("(?s).*\\r\\n\\r\\noneHTTP/1.1 200.*in turn"), answers);
        }
    }

    @Test
    void aHeadThatComesByteByByteHasNoMoreTime() {
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            raw.send("GET /health HTTP/1.1\r\n" + HOST + "\r\nGET /health HTTP/1.1\r\n")
                    .readUntil("uptimeSeconds\":0}");
            for (int i = 0; i < 9; i++) {
                served.pass(Duration.ofSeconds(1));
                raw.send("X-" + i + ": y\r\n");
            }
            served.pass(Duration.ofSeconds(2));

            assertEquals("", raw.readAll());
        }
    }

    @Test
    void aBodyThatComesByteByByteHasNoMoreTime() {
        try (Served served = Served.open(echo());
                RawClient raw = served.raw()) {
            raw.send("POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 100\r\nExpect: 100-continue\r\n\r\n");
            raw.readUntil("100 Continue\r\n\r\n");
            for (int i = 0; i < 29; i++) {
                served.pass(Duration.ofSeconds(1));
                raw.send("x");
            }
            served.pass(Duration.ofSeconds(2));

            assertEquals("408", status(raw.readAll()));
        }
    }

    @Test
    void anIdleConnectionIsClosedAfterAMinute() {
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            raw.send("GET /health HTTP/1.1\r\n" + HOST + "\r\n").readUntil("uptimeSeconds\":0}");
            served.pass(Duration.ofSeconds(59));
            raw.send("GET /health HTTP/1.1\r\n" + HOST + "\r\n").readUntil("uptimeSeconds\":59}");
            served.pass(Duration.ofSeconds(62));

            assertEquals("", raw.readAll());
        }
    }

    @Test
    void whatNobodyAnswersIsUnavailable() {
        var asked = new CountDownLatch(1);
        try (Served served = Served.open(Route.get("/never", Action.VIEW, exchange -> asked.countDown()));
                RawClient raw = served.raw()) {
            raw.send("GET /never HTTP/1.1\r\n" + LAST);
            await(asked);
            served.pass(Duration.ofSeconds(31));

            String answer = raw.readAll();
            assertEquals("503", status(answer));
            assertTrue(answer.contains("CK-5111"));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aBodyOverTheLimitIsRefusedBeforeItIsRead() {
        try (Served served = Served.open(echo());
                RawClient raw = served.raw()) {
            String answer = raw.send("POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 65537\r\n\r\n")
                    .readUntil("\r\n\r\n");

            assertEquals("413", status(answer));
            assertTrue(answer.contains("connection: close"), answer);
        }
    }

    @Test
    void aChunkedBodyIsRefusedWhenItGrowsOverTheLimit() {
        try (Served served = Served.open(echo());
                RawClient raw = served.raw()) {
            raw.send("POST /echo HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 5; i++) {
                raw.send("4000\r\n" + "x".repeat(0x4000) + "\r\n");
            }

            assertEquals("413", status(raw.readUntil("\r\n\r\n")));
        }
    }

    @Test
    void aRouteMayTakeMore() {
        try (Served served = Served.open(echo().accepting(100_000))) {
            String large = "x".repeat(100_000);

            assertEquals(large, served.post("/echo", large).body());
            assertEquals(413, served.post("/echo", large + "y").statusCode());
        }
    }

    @Test
    void chunksAreJoined() {
        try (Served served = Served.open(echo());
                RawClient raw = served.raw()) {
            String answer = raw.send("POST /echo HTTP/1.1\r\n" + HOST
                            + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n")
                    .readAll();

            assertTrue(answer.endsWith("\r\n\r\nabc"), answer);
        }
    }

    @Test
    void longAddressesAndHeadersAreRefused() {
        try (Served served = Served.open();
                RawClient address = served.raw();
                RawClient headers = served.raw()) {
            assertEquals(
                    "414",
                    status(address.send("GET /" + "a".repeat(4096) + " HTTP/1.1\r\n" + LAST)
                            .readAll()));
            assertEquals(
                    "431",
                    status(headers.send("GET / HTTP/1.1\r\n" + ("X: " + "a".repeat(1000) + "\r\n").repeat(17) + LAST)
                            .readAll()));
        }
    }

    @Test
    void oneConnectionTooManyIsTold() {
        try (Served served = Served.with(HttpOptions.loopback(0).withMaxConnections(1));
                RawClient first = served.raw()) {
            first.send("GET /health HTTP/1.1\r\n" + HOST + "\r\n").readUntil("uptimeSeconds\":0}");
            try (RawClient second = served.raw()) {
                String answer =
                        second.send("GET /health HTTP/1.1\r\n" + HOST + "\r\n").readAll();

                assertEquals("503", status(answer));
                assertTrue(answer.contains("CK-5109"), answer);
            }
        }
    }

    @Test
    void headIsAnsweredWithoutTheBody() {
        try (Served served = Served.open(says("/a", "twelve bytes"));
                RawClient raw = served.raw()) {
            String answer = raw.send("HEAD /a HTTP/1.1\r\n" + HOST + "\r\nGET /a HTTP/1.1\r\n" + LAST)
                    .readAll();

            assertTrue(
                    answer.matches(
                            "(?s)HTTP/1.1 200 OK\\r\\n.*content-length: 12\\r\\n\\r\\nHTTP/1.1 200 OK.*twelve bytes"),
                    answer);
        }
    }

    @Test
    void whatAHandlerThrowsBecomesAProblem() {
        try (Served served = Served.open(
                Route.get("/known", Action.VIEW, exchange -> {
                    throw new CamkitException(
                            "CK-4101", "no codec", "door", "add one", CamkitException.Retry.RETRY_SLOWLY);
                }),
                Route.get("/soon", Action.VIEW, exchange -> {
                    throw new CamkitException("CK-1101", "no frame yet", "door", "wait", CamkitException.Retry.RETRY);
                }),
                Route.get("/bug", Action.VIEW, exchange -> {
                    throw new IllegalStateException("inner secret");
                }))) {
            var known = served.get("/known");
            assertEquals(409, known.statusCode());
            assertEquals(
                    "{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409,\"code\":\"CK-4101\","
                            + "\"detail\":\"no codec\",\"mend\":\"add one\"}",
                    known.body());
            assertEquals(
                    "application/problem+json",
                    Served.header(known, "Content-Type").orElseThrow());
            assertTrue(Served.header(served.get("/soon"), "Retry-After").isPresent());
            assertEquals(500, served.get("/bug").statusCode());
            assertFalse(served.get("/bug").body().contains("secret"));
        }
    }

    @Test
    void aHeaderCannotSmuggleAnother() {
        try (Served served = Served.open(Route.get(
                "/split",
                Action.VIEW,
                exchange -> exchange.respond(
                        200,
                        "text/plain",
                        Served.bytes(""),
                        Map.of("X-Name", exchange.query("name").orElse("")))))) {
            var answer = served.get("/split?name=a%0d%0aSet-Cookie:%20b");

            assertEquals(500, answer.statusCode());
            assertFalse(answer.headers().map().containsKey("set-cookie"));
        }
    }

    @Test
    void everyAnswerForbidsGuessingItsType() {
        try (Served served = Served.open()) {
            var answer = served.get("/health");

            assertEquals(
                    "nosniff", Served.header(answer, "X-Content-Type-Options").orElseThrow());
            assertEquals("no-referrer", Served.header(answer, "Referrer-Policy").orElseThrow());
            assertEquals("no-store", Served.header(answer, "Cache-Control").orElseThrow());
            assertEquals(
                    "Sun, 1 Mar 2026 12:00:00 GMT",
                    Served.header(answer, "Date").orElseThrow());
        }
    }

    @Test
    void anOldClientIsAnsweredAndLetGo() {
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            assertEquals("200", status(raw.send("GET /health HTTP/1.0\r\n\r\n").readAll()));
        }
    }

    @Test
    void anotherVersionIsRefused() {
        try (Served served = Served.open();
                RawClient raw = served.raw()) {
            assertEquals(
                    "505", status(raw.send("GET /health HTTP/2.0\r\n" + LAST).readAll()));
        }
    }

    @Test
    void aMethodNobodyKnowsIsAnsweredWithThoseThatAreServed() {
        try (Served served = Served.open(echo())) {
            var answer = served.send(served.request("/echo").method("BREW", HttpRequest.BodyPublishers.noBody()));

            assertEquals(405, answer.statusCode());
            assertEquals("POST", Served.header(answer, "Allow").orElseThrow());
        }
    }
}
