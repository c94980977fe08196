package io.camkit.source.mjpeg;

import io.camkit.CamkitException;
import io.camkit.net.NetworkFailure;
import io.camkit.spi.Nullable;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;

/**
 * A connection to a server (RFC 9112): one request after the other, each with its answer.
 *
 * <p><b>Threading.</b> The channel's loop.
 */
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {
    private static final int MAX_LINE = 4096;
    private static final int MAX_HEAD = 16 * 1024;
    private static final int MAX_CHUNK = 64 * 1024;

    /** The one who asks. */
    interface User {
        /** The head of an answer. */
        void onAnswer(HttpResponse head);

        /** The next bytes of its body, lent for the call. Not before {@link #onAnswer} has returned. */
        void onBody(ByteBuffer bytes);

        /**
         * The answer is complete.
         *
         * @param reusable whether this connection takes another request; otherwise it is of no use any more
         */
        void onComplete(boolean reusable);

        /** Nothing comes any more. Called once, unless the user closed the connection. */
        void onLost(CamkitException why);
    }

    private final MjpegCamera spec;
    private final HttpFaults faults;
    private final User user;
    private FullHttpRequest next;
    private @Nullable Channel channel;
    private boolean asked;
    private boolean reusable;
    private boolean over;

    /** @param first the request that is sent as soon as there is a connection */
    HttpConnection(MjpegCamera spec, FullHttpRequest first, User user) {
        this.spec = spec;
        this.faults = spec.faults();
        this.next = first;
        this.user = user;
    }

    /** Sets a new channel up as this connection. */
    ChannelInitializer<Channel> initializer() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (spec.secure()) {
                    channel.pipeline().addLast(spec.trust().handler(spec.host(), spec.port()));
                }
                channel.pipeline().addLast(new HttpClientCodec(MAX_LINE, MAX_HEAD, MAX_CHUNK), HttpConnection.this);
            }
        };
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        send(next);
    }

    /** Sends another request, once the answer before is complete. */
    void send(FullHttpRequest request) {
        next = request;
        asked = true;
        if (channel != null) {
            channel.writeAndFlush(request);
        }
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
        if (!asked) {
            throw faults.notHttp("it answers what nobody asked");
        }
        if (message instanceof HttpResponse head) {
            reusable = HttpUtil.isKeepAlive(head);
            user.onAnswer(head);
        }
        if (message instanceof HttpContent content && !over) {
            ByteBuf bytes = content.content();
            if (bytes.isReadable()) {
                user.onBody(bytes.nioBuffer());
            }
        }
        if (message instanceof LastHttpContent && !over) {
            asked = false;
            user.onComplete(reusable);
        }
    }

    /** Ends the connection and tells the user why. */
    void lose(CamkitException why) {
        if (!over) {
            close();
            user.onLost(why);
        }
    }

    /** Ends the connection; the user hears nothing more. */
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
