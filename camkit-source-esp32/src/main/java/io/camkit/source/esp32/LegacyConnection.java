package io.camkit.source.esp32;

import io.camkit.Clock;
import io.camkit.spi.Nullable;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.InetSocketAddress;
import java.time.Duration;

/** One connection to a legacy port: binary messages are pictures, everything else is nothing. */
final class LegacyConnection extends SimpleChannelInboundHandler<WebSocketFrame> implements Link {
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final Desk desk;
    private final String camera;
    private final Channel channel;
    private Clock.Cancellable deadline = () -> {};
    private @Nullable Device device;

    LegacyConnection(Desk desk, String camera, Channel channel) {
        this.desk = desk;
        this.camera = camera;
        this.channel = channel;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline = desk.clock().schedule(HANDSHAKE, channel::close);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof HandshakeComplete) {
            deadline.cancel();
            Device arrived = desk.device(this, camera);
            device = arrived;
            if (desk.arrive(camera, arrived)) {
                desk.count("legacy");
            } else {
                close(GOING_AWAY, "this camera is gone");
            }
        } else if (event instanceof IdleStateEvent idle) {
            idle(idle);
        }
    }

    private void idle(IdleStateEvent idle) {
        switch (idle.state()) {
            case READER_IDLE -> channel.close();
            case WRITER_IDLE -> {
                if (device != null) {
                    channel.writeAndFlush(new PingWebSocketFrame());
                }
            }
            default -> {
                // of no interest
            }
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame message) {
        if (message instanceof BinaryWebSocketFrame && device != null) {
            device.picture(message.content());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.cancel();
        if (device != null) {
            desk.left(camera, device);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        channel.close();
    }

    @Override
    public String peer() {
        return ((InetSocketAddress) channel.remoteAddress()).getAddress().getHostAddress();
    }

    @Override
    public String transport() {
        return "plain WebSocket at a legacy port, from " + peer();
    }

    @Override
    public boolean takesCommands() {
        return false;
    }

    @Override
    public void text(String message) {
        // it would not understand
    }

    @Override
    public void close(int status, String reason) {
        channel.writeAndFlush(new CloseWebSocketFrame(status, reason)).addListener(ChannelFutureListener.CLOSE);
    }
}
