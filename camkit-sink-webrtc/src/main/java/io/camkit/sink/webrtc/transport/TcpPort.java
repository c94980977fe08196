package io.camkit.sink.webrtc.transport;

import io.camkit.net.Loops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;

/**
 * One TCP port for peers that UDP does not reach: passive candidates (RFC 6544, section 4), datagrams of at most 2048 bytes with their
 * length in front (RFC 4571).
 *
 * <p><b>Threading.</b> Its event loop, but for {@link #open} and {@link #close}.
 */
final class TcpPort implements AutoCloseable {
    private static final int LONGEST = 2048;
    private static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(256 << 10, 512 << 10);
    /** A slow viewer's backlog stays where frames can be skipped, and not in the kernel. */
    private static final long UNSENT_IN_KERNEL = 128 << 10;

    private final Channel channel;
    private final TcpConnections connections;

    private TcpPort(Channel channel, TcpConnections connections) {
        this.channel = channel;
        this.connections = connections;
    }

    /**
     * Opens a port.
     *
     * @param connections which it opens
     */
    static Future<TcpPort> open(Loops loops, EventLoop loop, InetSocketAddress local, TcpConnections connections) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(loops.serverSocketChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        InetSocketAddress peer = (InetSocketAddress) connection.remoteAddress();
                        if (peer == null) {
                            connection.close(); // gone already
                        } else {
                            connection.pipeline().addLast(frames(), new Inbound(connections, peer));
                        }
                    }
                });
        if (loops.isEpoll()) {
            bootstrap.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_IN_KERNEL);
        }
        Promise<TcpPort> opened = loop.newPromise();
        bootstrap.bind(local).addListener((ChannelFuture done) -> {
            if (done.isSuccess()) {
                opened.trySuccess(new TcpPort(done.channel(), connections));
            } else {
                opened.tryFailure(done.cause());
            }
        });
        return opened;
    }

    private static LengthFieldBasedFrameDecoder frames() {
        int length = TcpOutput.LENGTH_BYTES;
        return new LengthFieldBasedFrameDecoder(length + LONGEST, 0, length, 0, length);
    }

    private static final class Inbound extends SimpleChannelInboundHandler<ByteBuf> {
        private final TcpConnections connections;
        private final InetSocketAddress peer;

        Inbound(TcpConnections connections, InetSocketAddress peer) {
            this.connections = connections;
            this.peer = peer;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            connections.opened(context.channel(), peer);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            connections.closed(context.channel(), peer);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
            connections.received(frame.nioBuffer(), peer);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            connections.end(context.channel(), PortMetrics.End.BROKEN);
        }
    }

    /** Where it listens. */
    InetSocketAddress local() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Gives the port back and ends its connections. Calling it twice does nothing. */
    @Override
    public void close() {
        channel.close();
        channel.eventLoop().execute(connections::close);
    }
}
