package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.net.http.WebSocket.Listener;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NettyWebSocketTest {
    private static final String TOKEN = "ada-0123456789abcdef";
    private static final String SHAKE =
            "GET /live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    /** A client that writes down what it is sent. */
    private static final class Client implements Listener {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(java.net.http.WebSocket socket, CharSequence text, boolean last) {
            heard.add("text " + text);
            return Listener.super.onText(socket, text, last);
        }

        @Override
        public CompletionStage<?> onBinary(java.net.http.WebSocket socket, ByteBuffer bytes, boolean last) {
            heard.add("binary " + bytes.remaining());
            return Listener.super.onBinary(socket, bytes, last);
        }

        @Override
        public CompletionStage<?> onClose(java.net.http.WebSocket socket, int status, String reason) {
            heard.add("close " + status + " " + reason);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(java.net.http.WebSocket socket, Throwable error) {
            heard.add("error " + error);
        }

        String next() throws InterruptedException {
            String heardNext = heard.poll(20, TimeUnit.SECONDS);
            return heardNext == null ? "nothing" : heardNext;
        }
    }

    private static java.net.http.WebSocket connect(Served served, String path, Client client, String... headers) {
        var builder = served.client.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder.buildAsync(URI.create("ws://127.0.0.1:" + served.http.port() + path), client)
                .join();
    }

    private static Route echo() {
        return Route.webSocket("/live", Action.VIEW, socket -> new WebSocketListener() {
            @Override
            public void onOpen() {
                socket.text("welcome");
            }

            @Override
            public void onText(String message) {
                if (message.equals("bye")) {
                    socket.close(4000, "as you like");
                }
                socket.text("got " + message);
            }

            @Override
            public void onBinary(ByteBuf message) {
                socket.write(message.retain());
                socket.flush();
            }
        });
    }

    @Test
    void messagesGoBothWays() throws Exception {
        try (Served served = Served.open(echo())) {
            var client = new Client();
            var socket = connect(served, "/live", client);
            socket.sendText("a", false).join();
            socket.sendText("b", true).join();
            socket.sendBinary(ByteBuffer.allocate(5000), true).join();
            socket.sendText("bye", true).join();

            assertEquals("text welcome", client.next());
            assertEquals("text got ab", client.next());
            assertEquals("binary 5000", client.next());
            assertEquals("close 4000 as you like", client.next());
        }
    }

    @Test
    void whatIsSaidBeforeTheUpgradeComesAfterIt() throws Exception {
        try (Served served = Served.open(Route.webSocket("/live", Action.VIEW, socket -> {
            socket.text("early");
            socket.onWritable(() -> {
                socket.write(Unpooled.buffer().writeZero(3));
                socket.flush();
                socket.close(1000, "done");
            });
            return new WebSocketListener() {};
        }))) {
            var client = new Client();
            connect(served, "/live", client);

            assertEquals("text early", client.next());
            assertEquals("binary 3", client.next());
            assertEquals("close 1000 done", client.next());
        }
    }

    @Test
    void throwingRefusesTheUpgrade() {
        try (Served served = Served.open(Route.webSocket("/live", Action.VIEW, socket -> {
            throw new CamkitException("CK-3101", "no", "", "do", CamkitException.Retry.GIVE_UP);
        }))) {
            var failure = assertThrows(CompletionException.class, () -> connect(served, "/live", new Client()));

            assertEquals(
                    409,
                    assertInstanceOf(WebSocketHandshakeException.class, failure.getCause())
                            .getResponse()
                            .statusCode());
        }
    }

    @Test
    void aListenerThatThrowsEndsItsSocketAlone() throws Exception {
        try (Served served = Served.open(Route.webSocket("/live", Action.VIEW, socket -> new WebSocketListener() {
            @Override
            public void onText(String message) {
                throw new IllegalStateException("bug");
            }
        }))) {
            var client = new Client();
            connect(served, "/live", client).sendText("x", true).join();

            assertEquals("close 1011 the server failed", client.next());
        }
    }

    @Test
    void aMessageOverTheLimitEndsIt() throws Exception {
        try (Served served = Served.open(echo().accepting(1000))) {
            var client = new Client();
            var socket = connect(served, "/live", client);
            assertEquals("text welcome", client.next());
            socket.sendBinary(ByteBuffer.allocate(1001), true);

            String end = client.next();
            assertTrue(end.startsWith("close 1009"), end);
        }
    }

    @Test
    void manySmallFragmentsOverTheLimitEndIt() throws Exception {
        try (Served served = Served.open(echo().accepting(1000))) {
            var client = new Client();
            var socket = connect(served, "/live", client);
            assertEquals("text welcome", client.next());
            socket.sendBinary(ByteBuffer.allocate(900), false).join();
            socket.sendBinary(ByteBuffer.allocate(900), true);

            String end = client.next();
            assertTrue(end.startsWith("close") || end.startsWith("error"), end);
        }
    }

    @Test
    void textThatIsNotUtf8EndsIt() {
        try (Served served = Served.open(echo());
                RawClient raw = served.raw()) {
            raw.send(SHAKE + "\r\n").readUntil("welcome");
            raw.send("\u0081\u0082\u0000\u0000\u0000\u0000\u00c3(");

            assertEquals(
                    "88", ByteBufUtil.hexDump(Served.bytes(raw.readAll()), 0, 2).substring(2));
        }
    }

    @Test
    void anUnmaskedFrameEndsIt() {
        try (Served served = Served.open(echo());
                RawClient raw = served.raw()) {
            raw.send(SHAKE + "\r\n").readUntil("welcome");
            raw.send("\u0081\u0001x");

            String end = raw.readAll();
            assertTrue(end.contains("\u0003\u00ea"), () -> ByteBufUtil.hexDump(Served.bytes(end)));
        }
    }

    @Test
    void whoDoesNotAnswerAPingIsGone() {
        try (Served served = Served.open(echo());
                RawClient raw = served.raw()) {
            raw.send(SHAKE + "\r\n").readUntil("welcome");
            served.pass(Duration.ofSeconds(21));
            raw.readUntil("\u0089\u0000");
            served.pass(Duration.ofSeconds(21));

            raw.readAll();
        }
    }

    @Test
    void whoAnswersPingsStays() throws Exception {
        try (Served served = Served.open(echo());
                RawClient raw = served.raw()) {
            raw.send(SHAKE + "\r\n").readUntil("welcome");
            for (int i = 0; i < 5; i++) {
                served.pass(Duration.ofSeconds(20));
                raw.readUntil("\u0089\u0000");
                raw.send("\u008a\u0080\u0000\u0000\u0000\u0000")
                        .send("\u0081\u0081\u0000\u0000\u0000\u0000x")
                        .readUntil("got x");
            }
        }
    }

    @Test
    void whoSendsMessagesIsThereWithoutAnsweringPings() throws Exception {
        List<String> got = new CopyOnWriteArrayList<>();
        Route silent = Route.webSocket("/live", Action.VIEW, socket -> new WebSocketListener() {
            @Override
            public void onText(String message) {
                got.add(message);
            }
        });
        try (Served served = Served.open(silent);
                RawClient raw = served.raw()) {
            raw.send(SHAKE + "\r\n").readUntil("\r\n\r\n");
            for (int i = 1; i <= 3; i++) {
                int sent = i;
                served.pass(Duration.ofSeconds(20));
                raw.readUntil("\u0089\u0000");
                raw.send("\u0081\u0081\u0000\u0000\u0000\u0000x");
                while (got.size() < sent) {
                    served.pass(Duration.ZERO);
                }
            }
        }
    }

    @Test
    void aVisitorWhoIsKnownByNowMaySendMore() throws Exception {
        Route login = Route.webSocket("/live", Action.VIEW, socket -> new WebSocketListener() {
                    @Override
                    public void onText(String message) {
                        socket.accept(5000);
                        socket.text("welcome");
                    }

                    @Override
                    public void onBinary(ByteBuf message) {
                        socket.text("got " + message.readableBytes());
                    }
                })
                .accepting(100);
        try (Served served = Served.open(login)) {
            var client = new Client();
            var socket = connect(served, "/live", client);
            // what is on its way already meets the new limit
            socket.sendText("it is me", true).join();
            socket.sendBinary(ByteBuffer.allocate(5000), true).join();
            assertEquals("text welcome", client.next());
            assertEquals("text got 5000", client.next());
            socket.sendBinary(ByteBuffer.allocate(2500), false).join();
            socket.sendBinary(ByteBuffer.allocate(2500), true).join();
            assertEquals("text got 5000", client.next());
            socket.sendBinary(ByteBuffer.allocate(5001), true);

            assertTrue(client.next().startsWith("close 1009"));
        }
    }

    @Test
    void aHandlerMayAskForARightAndCountWrongSecrets() {
        Route route = Route.get("/open", Action.PUBLIC, exchange -> {
            boolean mayIngest = exchange.grant(Action.INGEST, "yard").isPresent();
            if (!mayIngest) {
                exchange.peer().wasWrong();
            }
            exchange.json(
                    200,
                    List.of(
                            mayIngest,
                            exchange.peer().isPrivate(),
                            exchange.peer().secondsToWait() > 0));
        });
        var token = new Access.Token("pusher", Secret.of(TOKEN), Set.of("yard"), Set.of(Action.INGEST));
        try (Served served = Served.withTokens(List.of(token), route)) {
            assertEquals(
                    "[true,true,false]",
                    served.get("/open", "Authorization", "Bearer " + TOKEN).body());
            for (int i = 0; i < 19; i++) {
                assertEquals("[false,true,false]", served.get("/open").body());
            }
            assertEquals("[false,true,true]", served.get("/open").body());
            assertEquals(
                    429,
                    served.get("/open", "Authorization", "Bearer " + TOKEN).statusCode(),
                    "wrong secrets count with wrong tokens");
        }
    }

    @Test
    void aForeignPageIsRefused() {
        try (Served served = Served.open(echo());
                RawClient raw = served.raw()) {
            String answer = raw.send(SHAKE + "Origin: https://evil.example\r\nConnection: close\r\n\r\n")
                    .readUntil("\r\n\r\n");

            assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
        }
    }

    @Test
    void aPlainRequestIsToldToUpgrade() {
        try (Served served = Served.open(echo())) {
            var answer = served.get("/live");

            assertEquals(426, answer.statusCode());
            assertEquals("websocket", Served.header(answer, "Upgrade").orElseThrow());
        }
    }

    @Test
    void aSocketEndsWithItsTokenAndSaysSo() throws Exception {
        var token = new Access.Token("ada", Secret.of(TOKEN), Set.of("*"), Set.of(Action.VIEW));
        try (Served served = Served.withTokens(List.of(token), echo())) {
            var client = new Client();
            connect(served, "/live", client, "Authorization", "Bearer " + TOKEN);
            assertEquals("text welcome", client.next());

            served.http.revoke("ada");

            assertEquals("close 1008 the right to this has ended", client.next());
        }
    }

    @Test
    void aSocketEndsWithItsRoute() throws Exception {
        try (Served served = Served.open()) {
            var mount = served.http.routes().mount(List.of(echo()));
            var client = new Client();
            connect(served, "/live", client);
            assertEquals("text welcome", client.next());

            mount.close();

            assertTrue(client.next().startsWith("close 1001"));
        }
    }

    @Test
    void whatTheHandlerMaySayItselfIsBounded() {
        try (Served served = Served.open(Route.webSocket("/live", Action.VIEW, socket -> {
            socket.close(4000, "x".repeat(124));
            return new WebSocketListener() {};
        }))) {
            assertThrows(CompletionException.class, () -> connect(served, "/live", new Client()));
        }
    }

    @Test
    void aHandlerThatRefusesIsStillToldOfTheEnd() throws Exception {
        var over = new CompletableFuture<Boolean>();
        Route refusing = Route.webSocket("/live", Action.VIEW, socket -> {
            socket.onClose(() -> over.complete(true));
            throw new IllegalStateException("a defect");
        });
        try (Served served = Served.open(refusing);
                RawClient raw = served.raw()) {
            raw.send(SHAKE + "\r\n").readUntil("CK-5110");

            assertTrue(over.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aReasonIsMeasuredInBytes() throws Exception {
        var refused = new CompletableFuture<Exception>();
        Route wordy = Route.webSocket("/live", Action.VIEW, socket -> {
            try {
                socket.close(1000, "é".repeat(100));
                refused.completeExceptionally(new AssertionError("200 bytes were taken"));
            } catch (IllegalArgumentException e) {
                refused.complete(e);
            }
            return new WebSocketListener() {};
        });
        try (Served served = Served.open(wordy);
                RawClient raw = served.raw()) {
            raw.send(SHAKE + "\r\n");

            assertInstanceOf(IllegalArgumentException.class, refused.get(20, TimeUnit.SECONDS));
        }
    }
}
