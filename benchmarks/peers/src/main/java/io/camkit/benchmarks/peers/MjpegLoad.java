package io.camkit.benchmarks.peers;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/** Many viewers in one process: reads header lines, skips pictures, and tells how many were whole. */
final class MjpegLoad extends ChannelInitializer<Channel> {
    private static final int READ_BYTES = 256 * 1024;

    private final String path;
    private final CountDownLatch watching;
    private final LongAdder frames = new LongAdder();

    private MjpegLoad(String path, int viewers) {
        this.path = path;
        this.watching = new CountDownLatch(viewers);
    }

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int viewers = Integer.parseInt(arguments[2]);
        MjpegLoad load = new MjpegLoad(arguments[1], viewers);
        Bootstrap bootstrap = new Bootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()))
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .handler(load);
        for (int i = 0; i < viewers; i++) {
            bootstrap.connect(InetAddress.getLoopbackAddress(), port).sync();
        }
        load.watching.await();
        System.out.println("READY");
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            System.out.println(load.frames.sum());
        }
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new Parts());
    }

    private final class Parts extends SimpleChannelInboundHandler<ByteBuf> {
        private static final String LENGTH = "content-length:";

        private final StringBuilder line = new StringBuilder();
        private int pictureBytes = -1;
        private int toSkip;
        private boolean first = true;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.copiedBuffer(
                    "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n", StandardCharsets.US_ASCII));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            while (bytes.isReadable()) {
                if (toSkip > 0) {
                    skip(bytes);
                } else {
                    readLine(bytes);
                }
            }
        }

        private void skip(ByteBuf bytes) {
            int skipped = Math.min(toSkip, bytes.readableBytes());
            bytes.skipBytes(skipped);
            toSkip -= skipped;
            if (toSkip == 0) {
                frames.increment();
                if (first) {
                    first = false;
                    watching.countDown();
                }
            }
        }

        private void readLine(ByteBuf bytes) {
            char next = (char) bytes.readByte();
            if (next != '\n') {
                line.append(next);
                return;
            }
            String text = line.toString().strip().toLowerCase(Locale.ROOT);
            line.setLength(0);
            if (text.startsWith(LENGTH)) {
                pictureBytes = Integer.parseInt(text.substring(LENGTH.length()).strip());
            } else if (text.isEmpty() && pictureBytes >= 0) {
                toSkip = pictureBytes;
                pictureBytes = -1;
            }
        }
    }
}
