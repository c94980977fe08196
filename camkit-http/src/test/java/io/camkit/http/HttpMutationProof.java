package io.camkit.http;

import io.camkit.testkit.Mutations;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged requests and WebSocket frames, through everything that a connection goes through. */
@Tag("proof")
class HttpMutationProof {
    private static final int COUNT = 5000;
    private static final String ADDRESS = "Host: localhost\r\n";

    private static final byte[] HANDSHAKE = bytes("GET /echo HTTP/1.1\r\n" + ADDRESS
            + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

    private static final Route ECHO = Route.webSocket("/echo", Action.VIEW, socket -> new WebSocketListener() {
        @Override
        public void onText(String text) {
            socket.text(text);
        }
    });

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void damagedRequests() {
        try (Served served = Served.open(ECHO)) {
            System.out.println(Mutations.of(
                            "HTTP requests",
                            HANDSHAKE,
                            bytes("GET /health HTTP/1.1\r\n" + ADDRESS + "Accept: */*\r\n\r\n"),
                            bytes("GET /api/events?after=5&kind=state HTTP/1.1\r\n" + ADDRESS
                                    + "Range: bytes=5-10,20-\r\nIf-None-Match: \"x\"\r\n\r\n"),
                            bytes("POST /api/tickets HTTP/1.1\r\n" + ADDRESS
                                    + "Content-Type: application/json\r\nContent-Length: 32\r\n\r\n"
                                    + "{\"camera\":\"*\",\"action\":\"VIEW\" }"),
                            bytes(
                                    "POST /api/tickets HTTP/1.1\r\n" + ADDRESS
                                            + "Authorization: Bearer abc\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{ }\n\r\n0\r\n\r\n"))
                    .check(COUNT, (input, memory) -> converse(served, input)));
        }
    }

    @Test
    void damagedWebSocketFrames() {
        try (Served served = Served.open(ECHO)) {
            System.out.println(Mutations.of(
                            "WebSocket frames",
                            bytes("\u0081\u00857\u00fa!=\u007f\u009fMQX"
                                    + "\u0089\u0080\u0000\u0000\u0000\u0000"
                                    + "\u0088\u0082\u0001\u0002\u0003\u0004\u0002\u00ea"))
                    .check(COUNT, (input, memory) -> converse(served, ByteBuffer.wrap(HANDSHAKE), input)));
        }
    }

    private static void converse(Served served, ByteBuffer... inputs) {
        EmbeddedChannel connection = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress("127.0.0.1", 50_000);
            }

            @Override
            protected SocketAddress localAddress0() {
                return new InetSocketAddress("127.0.0.1", 80);
            }
        };
        try {
            served.http.accept(connection);
            for (ByteBuffer input : inputs) {
                if (connection.isOpen()) {
                    connection.writeInbound(Unpooled.copiedBuffer(input));
                }
            }
            connection.checkException();
        } finally {
            connection.finishAndReleaseAll();
        }
    }
}
