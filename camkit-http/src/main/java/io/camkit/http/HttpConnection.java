package io.camkit.http;

import io.camkit.http.Route.RequestHandler;
import io.camkit.http.Route.WebSocketHandler;
import io.camkit.http.Router.Admitted;
import io.camkit.http.Router.Refused;
import io.camkit.spi.Nullable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: requests one after the other, each phase with a deadline that no byte extends.
 *
 * <p><b>Threading.</b> The channel's loop.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter implements Deadlines.Swept {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private enum Phase {
        /** Between requests. */
        IDLE(60),
        /** The head is coming in. */
        HEAD(10),
        /** The body is coming in. */
        BODY(30),
        /** A handler is at work. */
        HANDLING(30),
        /** The answer is going out, for as long as it moves. */
        WRITING(Integer.MAX_VALUE),
        /** The last answer is out; what still comes in is thrown away, so that the client gets to read the answer. */
        DRAINING(1);

        private final long nanos;

        Phase(int seconds) {
            nanos = Duration.ofSeconds(seconds).toNanos();
        }
    }

    private final Site site;
    private final Channel channel;
    private final Progress progress;
    private final RequestDecoder decoder = new RequestDecoder(this);
    private final boolean tooMany;
    private Phase phase = Phase.HEAD;
    private long deadline;
    private boolean keepAlive;
    private boolean requestOver;
    private @Nullable NettyExchange exchange;
    private final ByteBuf body = Unpooled.buffer(0);

    /** @param tooMany whether this is one connection more than is served: it gets a 503 */
    HttpConnection(Site site, Channel channel, boolean tooMany) {
        this.site = site;
        this.channel = channel;
        this.tooMany = tooMany;
        this.progress = new Progress(channel, site.clock().nanos());
        enter(Phase.HEAD);
    }

    Site site() {
        return site;
    }

    Channel channel() {
        return channel;
    }

    RequestDecoder decoder() {
        return decoder;
    }

    private void enter(Phase next) {
        phase = next;
        deadline = site.clock().nanos() + next.nanos;
    }

    /** Whether a request is being served, so that the next one has to wait. */
    boolean isBusy() {
        return exchange != null && requestOver;
    }

    /** Called by the decoder for every read. */
    void bytesArrived() {
        if (phase == Phase.IDLE) {
            enter(Phase.HEAD);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (phase == Phase.DRAINING) {
                return;
            }
            if (message instanceof HttpRequest request) {
                head(request);
            }
            if (message instanceof HttpContent content && exchange != null) {
                content(exchange, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void head(HttpRequest request) {
        requestOver = false;
        Router.Admission admission = admission(request);
        boolean understood = request.decoderResult().isSuccess();
        boolean hasBody = understood
                && (HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0);
        if (admission instanceof Admitted admitted) {
            int limit = admitted.entry().route().maxBytes();
            if (HttpUtil.getContentLength(request, 0L) > limit) {
                admission = new Refused(Problem.tooLarge(limit));
            }
        }
        keepAlive = understood
                && !tooMany
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && HttpUtil.isKeepAlive(request)
                && !(hasBody && admission instanceof Refused);
        NettyExchange next = new NettyExchange(this, request, admission instanceof Admitted admitted ? admitted : null);
        exchange = next;
        if (admission instanceof Refused refused) {
            next.problem(refused.problem());
            return;
        }
        enter(Phase.BODY);
        if (hasBody && HttpUtil.is100ContinueExpected(request)) {
            channel.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    private Router.Admission admission(HttpRequest request) {
        if (tooMany) {
            return new Refused(new Problem(503, "CK-5109", "too many connections", "close some, or try again later"));
        }
        if (request.decoderResult().isFailure()) {
            return new Refused(undecodable(request.decoderResult().cause()));
        }
        if (request.uri().length() > RequestTarget.MAX_LENGTH) {
            return new Refused(tooLong());
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return new Refused(new Problem(505, "CK-5105", "not HTTP/1.1", "use HTTP/1.1"));
        }
        String expect = request.headers().get(HttpHeaderNames.EXPECT);
        if (expect != null && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expect)) {
            return new Refused(new Problem(417, "CK-5105", "an expectation nobody can meet", "leave out `Expect`"));
        }
        return site.router().admit(request, ((InetSocketAddress) channel.remoteAddress()).getAddress());
    }

    private static Problem undecodable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return tooLong();
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new Problem(431, "CK-5106", "the headers are larger than 16 KiB", "send less");
        }
        return Problem.malformed("the request cannot be read in one way only");
    }

    private static Problem tooLong() {
        return new Problem(414, "CK-5106", "the address is longer than 4096 bytes", "send less");
    }

    private void content(NettyExchange current, HttpContent content) {
        requestOver |= content instanceof LastHttpContent;
        if (current.isAnswered()) {
            return;
        }
        int limit = current.route().maxBytes();
        ByteBuf bytes = content.content();
        if (content.decoderResult().isFailure() || body.readableBytes() + bytes.readableBytes() > limit) {
            keepAlive = false;
            requestOver = false;
            current.problem(
                    content.decoderResult().isFailure()
                            ? Problem.malformed("the body is not chunked as it should be")
                            : Problem.tooLarge(limit));
            return;
        }
        body.writeBytes(bytes);
        if (requestOver) {
            byte[] whole = new byte[body.readableBytes()];
            body.readBytes(whole).clear().capacity(0);
            dispatch(current, whole);
        }
    }

    private void dispatch(NettyExchange current, byte[] whole) {
        current.receive(whole);
        enter(Phase.HANDLING);
        try {
            if (current.route().handler() instanceof RequestHandler handler) {
                handler.handle(current);
            } else if (current.route().handler() instanceof WebSocketHandler handler) {
                WebSocketUpgrade.attempt(this, current, handler);
            }
        } catch (RuntimeException e) {
            current.fail(e);
        }
    }

    /** Sends the one answer to the current request. What follows the head is released whatever happens. */
    void send(HttpResponse head, Optional<Object> rest) {
        enter(Phase.WRITING);
        site.answered(head.status().code());
        HttpUtil.setKeepAlive(head, keepAlive);
        channel.write(head);
        rest.ifPresent(channel::write);
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(sent -> {
            if (!sent.isSuccess()) {
                channel.close();
            } else if (keepAlive) {
                next();
            } else {
                drain();
            }
        });
    }

    private void next() {
        exchange = null;
        enter(decoder.hasMore() ? Phase.HEAD : Phase.IDLE);
        if (decoder.hasMore() && requestOver) {
            channel.eventLoop().execute(this::resume);
        }
    }

    private void resume() {
        ChannelHandlerContext ctx = channel.pipeline().context(decoder);
        if (ctx != null) {
            try {
                decoder.resume(ctx);
            } catch (Exception e) {
                exceptionCaught(ctx, e);
            }
        }
    }

    private void drain() {
        if (requestOver || !(channel instanceof DuplexChannel duplex) || site.isSecure()) {
            channel.close();
            return;
        }
        enter(Phase.DRAINING);
        duplex.shutdownOutput();
    }

    /** Leaves the channel to something that goes on: an endless body or a WebSocket. */
    void handOver(ChannelOutbound heir) {
        site.deadlines().remove(channel.eventLoop(), this);
        channel.pipeline().replace(this, "outbound", heir);
    }

    @Override
    public void sweep(long now) {
        NettyExchange current = exchange;
        if (phase == Phase.WRITING ? progress.stuck(now) : now - deadline >= 0) {
            switch (phase) {
                case HEAD, BODY -> late();
                case HANDLING -> {
                    if (current != null) {
                        current.problem(
                                new Problem(503, "CK-5111", "no answer within 30 s", "try again; look into the log"));
                    }
                }
                case WRITING -> drop("no_progress");
                case IDLE, DRAINING -> channel.close();
            }
        }
    }

    private void late() {
        NettyExchange current = exchange;
        if (current == null) {
            drop("slow_head");
            return;
        }
        keepAlive = false;
        current.problem(new Problem(408, "CK-5112", "the request took too long to arrive", "send it faster"));
    }

    private void drop(String reason) {
        site.dropped(reason);
        channel.close();
    }

    @Override
    public void abort() {
        channel.close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        site.deadlines().add(channel.eventLoop(), this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        site.deadlines().remove(channel.eventLoop(), this);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("{}: connection closed", channel.remoteAddress(), cause);
        channel.close();
    }
}
