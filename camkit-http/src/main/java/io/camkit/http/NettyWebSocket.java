package io.camkit.http;

import io.camkit.spi.Nullable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket on a channel, pinged every 20 s. It is closed when nothing has come in before the next ping, unless messages went out in
 * between: then the ping may stand behind them at a viewer who is slow, and whether he takes anything at all shows in the progress.
 */
final class NettyWebSocket extends ChannelOutbound implements WebSocket {
    private static final Logger LOG = LoggerFactory.getLogger(NettyWebSocket.class);
    private static final long PING_PERIOD = Duration.ofSeconds(20).toNanos();
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int POLICY = 1008;
    private static final int FAILED = 1011;
    private static final int MAX_REASON = 123;

    private final NettyExchange request;
    private @Nullable WebSocketListener listener;
    private @Nullable List<String> early = new ArrayList<>();
    private long nextPing;
    private boolean pongMissing;
    private boolean talked;
    private int closeStatus = NORMAL;
    private String closeReason = "";

    NettyWebSocket(HttpConnection connection, NettyExchange request) {
        super(connection);
        this.request = request;
    }

    void listener(WebSocketListener receiver) {
        listener = receiver;
    }

    /** Takes over from HTTP; the upgrade has been answered. */
    void begin() {
        int largest = request.route().maxBytes();
        nextPing = connection().site().clock().nanos() + PING_PERIOD;
        open(request.grant(), request.mount());
        channel().config().setAutoRead(true);
        channel()
                .pipeline()
                .addBefore("outbound", "utf8", new Utf8FrameValidator())
                .addBefore("outbound", "whole", new WebSocketFrameAggregator(largest));
        List<String> waiting = early == null ? List.of() : early;
        early = null;
        waiting.forEach(this::text);
        tell(WebSocketListener::onOpen);
        roomAgain();
    }

    @Override
    public Exchange request() {
        return request;
    }

    @Override
    Object message(ByteBuf bytes) {
        talked = true;
        return new BinaryWebSocketFrame(bytes);
    }

    @Override
    public void text(String message) {
        onLoop(() -> {
            if (isOpen()) {
                channel().write(new TextWebSocketFrame(message), channel().voidPromise());
                flush();
            } else if (early != null) {
                early.add(message);
            }
        });
    }

    /** What a decoder has collected when it is removed goes on to the next one. */
    @Override
    public void accept(int bytes) {
        ChannelPipeline pipeline = channel().pipeline();
        if (isOpen()) {
            WebSocketFrameDecoder before = pipeline.get(WebSocketFrameDecoder.class);
            pipeline.addAfter(
                    pipeline.context(before).name(), null, new WebSocket13FrameDecoder(WebSocketUpgrade.limits(bytes)));
            pipeline.remove(before);
            pipeline.replace("whole", "whole", new WebSocketFrameAggregator(bytes));
        }
    }

    @Override
    public void close(int status, String reason) {
        if (ByteBufUtil.utf8Bytes(reason) > MAX_REASON) {
            throw new IllegalArgumentException("a reason has at most " + MAX_REASON + " bytes");
        }
        onLoop(() -> {
            closeStatus = status;
            closeReason = reason;
            finish(End.HANDLER);
        });
    }

    @Override
    void farewell(End why) {
        CloseWebSocketFrame frame = switch (why) {
            case REVOKED -> new CloseWebSocketFrame(POLICY, "the right to this has ended");
            case UNMOUNTED, SHUTDOWN -> new CloseWebSocketFrame(GOING_AWAY, "this is no longer served");
            default -> new CloseWebSocketFrame(closeStatus, closeReason);
        };
        channel().write(frame);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (isOpen() && message instanceof WebSocketFrame frame) {
                received(frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void received(WebSocketFrame frame) {
        pongMissing = false; // whoever sends is there
        if (frame instanceof TextWebSocketFrame text) {
            String words = text.text();
            tell(receiver -> receiver.onText(words));
        } else if (frame instanceof BinaryWebSocketFrame binary) {
            tell(receiver -> receiver.onBinary(binary.content()));
        } else if (frame instanceof PingWebSocketFrame ping && writable()) {
            channel().writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        } else if (frame instanceof CloseWebSocketFrame) {
            finish(End.VISITOR);
        }
    }

    private void tell(Consumer<WebSocketListener> what) {
        WebSocketListener receiver = listener;
        if (receiver == null) {
            return;
        }
        try {
            what.accept(receiver);
        } catch (RuntimeException e) {
            LOG.error("{}: the listener failed", request.path(), e);
            close(FAILED, "the server failed");
        }
    }

    @Override
    public void sweep(long now) {
        super.sweep(now);
        if (isOpen() && now - nextPing >= 0) {
            if (pongMissing && !talked) {
                finish(End.NO_PROGRESS);
                return;
            }
            pongMissing = true;
            talked = false;
            nextPing = now + PING_PERIOD;
            channel().writeAndFlush(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
        }
    }
}
