package io.camkit.http;

import io.camkit.http.Route.WebSocketHandler;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.util.Map;

/** Turns a request into a WebSocket (RFC 6455, section 4.2). */
final class WebSocketUpgrade {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int KEY_LENGTH = 24;

    private WebSocketUpgrade() {}

    static void attempt(HttpConnection connection, NettyExchange exchange, WebSocketHandler handler) {
        HttpHeaders headers = exchange.request().headers();
        String version = WebSocketVersion.V13.toHttpHeaderValue();
        if (!version.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            exchange.problem(new Problem(
                    426,
                    "CK-5108",
                    "not this version of WebSocket",
                    "use version 13",
                    Map.of("Sec-WebSocket-Version", version, "Upgrade", "websocket")));
            return;
        }
        boolean asked = headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
        if (!asked || headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "").length() != KEY_LENGTH) {
            exchange.problem(Problem.malformed("not a handshake of RFC 6455"));
            return;
        }
        NettyWebSocket socket = new NettyWebSocket(connection, exchange);
        try {
            socket.listener(handler.accept(socket));
        } catch (RuntimeException e) {
            socket.neverOpen();
            throw e;
        }
        if (!exchange.claim()) {
            socket.neverOpen();
            return;
        }
        connection.site().answered(SWITCHING_PROTOCOLS);
        shake(connection.channel(), exchange);
        socket.begin();
    }

    private static void shake(Channel channel, NettyExchange exchange) {
        HttpRequest request = exchange.request();
        DefaultFullHttpRequest full = new DefaultFullHttpRequest(
                request.protocolVersion(),
                request.method(),
                request.uri(),
                Unpooled.EMPTY_BUFFER,
                request.headers(),
                new DefaultHttpHeaders());
        new WebSocketServerHandshaker13("", null, limits(exchange.route().maxBytes())).handshake(channel, full);
    }

    /** How messages are read. */
    static WebSocketDecoderConfig limits(int maxBytes) {
        return WebSocketDecoderConfig.newBuilder()
                .allowExtensions(false)
                .maxFramePayloadLength(maxBytes)
                .build();
    }
}
