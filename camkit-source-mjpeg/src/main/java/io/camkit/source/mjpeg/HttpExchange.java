package io.camkit.source.mjpeg;

import io.camkit.CamkitException;
import io.camkit.net.NetworkFailure;
import io.camkit.spi.Nullable;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * One request and its answer on a connection of its own (RFC 9112).
 *
 * <p><b>Threading.</b> The channel's loop.
 */
final class HttpExchange extends SimpleChannelInboundHandler<HttpObject> {
    private static final int MAX_LINE = 4096;
    private static final int MAX_HEAD = 16 * 1024;
    private static final int MAX_CHUNK = 64 * 1024;

    /** The one who asked. */
    interface User {
        /** The head of the answer. */
        void onAnswer(HttpResponse head);

        /** The next bytes of its body, lent for the call. Not before {@link #onAnswer} has returned. */
        void onBody(ByteBuffer bytes);

        /** Nothing comes any more. Called once, unless the user closed the exchange. */
        void onLost(CamkitException why);
    }

    private final MjpegCamera spec;
    private final HttpFaults faults;
    private final String authorization;
    private final User user;
    private @Nullable Channel channel;
    private boolean over;

    /** @param authorization left out when empty */
    HttpExchange(MjpegCamera spec, String authorization, User user) {
        this.spec = spec;
        this.faults = spec.faults();
        this.authorization = authorization;
        this.user = user;
    }

    /** Sets a new channel up for this exchange. */
    ChannelInitializer<Channel> on(Supplier<SSLContext> tls) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (spec.secure()) {
                    channel.pipeline().addLast(new SslHandler(engine(tls.get())));
                }
                channel.pipeline().addLast(new HttpClientCodec(MAX_LINE, MAX_HEAD, MAX_CHUNK), HttpExchange.this);
            }
        };
    }

    private SSLEngine engine(SSLContext tls) {
        SSLEngine engine = tls.createSSLEngine(spec.host(), spec.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, spec.target());
        request.headers()
                .set("Host", spec.authority())
                .set("User-Agent", "camkit")
                .set("Accept", "*/*")
                .set("Connection", "close");
        if (!authorization.isEmpty()) {
            request.headers().set("Authorization", authorization);
        }
        context.writeAndFlush(request);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (over) {
            return;
        }
        try {
            take(message);
        } catch (CamkitException e) {
            lose(e);
        }
    }

    private void take(HttpObject message) {
        if (message.decoderResult().isFailure()) {
            throw faults.notHttp(String.valueOf(message.decoderResult().cause().getMessage()));
        }
        if (message instanceof HttpResponse head) {
            user.onAnswer(head);
        }
        if (message instanceof HttpContent content && !over) {
            ByteBuf bytes = content.content();
            if (bytes.isReadable()) {
                user.onBody(bytes.nioBuffer());
            }
        }
        if (message instanceof LastHttpContent && !over) {
            throw NetworkFailure.closedByPeer(spec.describe());
        }
    }

    /** Ends the exchange and tells the user why. */
    void lose(CamkitException why) {
        if (!over) {
            close();
            user.onLost(why);
        }
    }

    /** Ends the exchange; the user hears nothing more. */
    void close() {
        over = true;
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lose(NetworkFailure.closedByPeer(spec.describe()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        boolean network = cause instanceof IOException || cause.getCause() instanceof SSLException;
        lose(network ? NetworkFailure.of(cause, spec.describe()) : faults.defect(cause));
    }
}
