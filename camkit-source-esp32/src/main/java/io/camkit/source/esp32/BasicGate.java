package io.camkit.source.esp32;

import io.camkit.Credentials;
import io.camkit.Secret;
import io.camkit.http.Peer;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets requests with the right Basic credentials (RFC 7617) through, or all of them when none are asked for; answers the others with 401,
 * and who guesses with 429.
 */
final class BasicGate extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String SCHEME = "Basic ";

    private final Optional<Secret> expected;
    private final Peer peer;
    private final Consumer<String> refused;

    /** @param refused told of every request that did not get through, and why */
    BasicGate(Optional<Credentials> credentials, Peer peer, Consumer<String> refused) {
        this.expected = credentials.map(user ->
                Secret.of(encoded(user.username() + ":" + user.password().reveal())));
        this.peer = peer;
        this.refused = refused;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (expected.isPresent() && peer.secondsToWait() > 0) {
            refuse(context, HttpResponseStatus.TOO_MANY_REQUESTS, "too_many");
            return;
        }
        String given = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
        boolean basic = given.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String credentials = basic ? given.substring(SCHEME.length()).strip() : "";
        if (expected.isEmpty() || expected.get().matches(credentials)) {
            context.pipeline().remove(this);
            context.fireChannelRead(request.retain());
            return;
        }
        if (!given.isEmpty()) {
            peer.wasWrong();
        }
        refuse(context, HttpResponseStatus.UNAUTHORIZED, "wrong_password");
    }

    private void refuse(ChannelHandlerContext context, HttpResponseStatus status, String reason) {
        refused.accept(reason);
        DefaultFullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
        answer.headers()
                .set(HttpHeaderNames.WWW_AUTHENTICATE, "Basic realm=\"camera\"")
                .set(HttpHeaderNames.CONTENT_LENGTH, 0)
                .set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }
}
