package io.camkit.benchmarks.peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The floor: writes one shared direct buffer to everybody who connects, 25 times a second. No HTTP, no cameras, no limits. */
final class BareMjpegWriter extends ChannelInitializer<Channel> {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=camkit\r\n\r\n--camkit\r\n";
    private static final String PART = "Content-Type: image/jpeg\r\nContent-Length: " + Picture.SIZE
            + "\r\nX-Timestamp: 1700000000.000000\r\n\r\n";

    private final Map<EventLoop, List<Channel>> viewers = new ConcurrentHashMap<>();
    private final ByteBuf part = Unpooled.directBuffer(Picture.SIZE + 200)
            .writeBytes(PART.getBytes(StandardCharsets.US_ASCII))
            .writeBytes(Picture.bytes())
            .writeBytes("\r\n--camkit\r\n".getBytes(StandardCharsets.US_ASCII));

    public static void main(String[] arguments) throws Exception {
        var loops = new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .childHandler(new BareMjpegWriter())
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        System.out.println("READY " + ((InetSocketAddress) server.localAddress()).getPort());
        server.closeFuture().sync();
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object request) {
                ReferenceCountUtil.release(request);
                context.writeAndFlush(Unpooled.copiedBuffer(HEAD, StandardCharsets.US_ASCII));
                viewers.computeIfAbsent(channel.eventLoop(), BareMjpegWriter.this::start)
                        .add(channel);
            }
        });
    }

    private List<Channel> start(EventLoop loop) {
        List<Channel> channels = new ArrayList<>();
        long period = TimeUnit.SECONDS.toNanos(1) / Picture.FRAMES_PER_SECOND;
        loop.scheduleAtFixedRate(() -> channels.forEach(this::write), 0, period, TimeUnit.NANOSECONDS);
        return channels;
    }

    private void write(Channel channel) {
        if (channel.isWritable()) {
            channel.writeAndFlush(part.retainedDuplicate(), channel.voidPromise());
        }
    }
}
