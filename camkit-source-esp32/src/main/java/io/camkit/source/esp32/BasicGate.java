package io.camkit.source.esp32;

import io.camkit.Credentials;
import io.camkit.Secret;
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

/** Lets requests with the right Basic credentials (RFC 7617) through, or all of them when none are asked for; answers the others with 401. */
final class BasicGate extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String SCHEME = "Basic ";

    private final Optional<Secret> expected;
    private final Runnable refused;

    /** @param refused told of every request that did not get through */
    BasicGate(Optional<Credentials> credentials, Runnable refused) {
        this.expected = credentials.map(user ->
                Secret.of(encoded(user.username() + ":" + user.password().reveal())));
        this.refused = refused;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        String given = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
        boolean basic = given.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String credentials = basic ? given.substring(SCHEME.length()).strip() : "";
        if (expected.isEmpty() || expected.get().matches(credentials)) {
            context.pipeline().remove(this);
            context.fireChannelRead(request.retain());
            return;
        }
        refused.run();
        DefaultFullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.UNAUTHORIZED, Unpooled.EMPTY_BUFFER);
        answer.headers()
                .set(HttpHeaderNames.WWW_AUTHENTICATE, "Basic realm=\"camera\"")
                .set(HttpHeaderNames.CONTENT_LENGTH, 0)
                .set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }
}
