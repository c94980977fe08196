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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/** The floor: plays RTSP cameras over TCP, tells packets apart and counts pictures by their last packet. It keeps nothing. */
final class BareRtspReader {
    private static final int READ_BYTES = 64 * 1024;

    private final CountDownLatch playing;
    private final LongAdder frames = new LongAdder();

    private BareRtspReader(int cameras) {
        this.playing = new CountDownLatch(cameras);
    }

    public static void main(String[] addresses) throws Exception {
        BareRtspReader reader = new BareRtspReader(addresses.length);
        Bootstrap bootstrap = new Bootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()))
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES));
        for (String address : addresses) {
            URI camera = URI.create(address);
            bootstrap
                    .clone()
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(reader.new Camera(address));
                        }
                    })
                    .connect(camera.getHost(), camera.getPort())
                    .sync();
        }
        reader.playing.await();
        System.out.println("READY");
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            System.out.println(reader.frames.sum());
        }
    }

    /** One camera: DESCRIBE, SETUP, PLAY (RFC 2326), then interleaved packets (section 10.12). */
    private final class Camera extends SimpleChannelInboundHandler<ByteBuf> {
        private static final int HEAD = 6; // '$', channel, two bytes of length, the first two of RTP

        private final String address;
        private final StringBuilder reply = new StringBuilder();
        private final byte[] head = new byte[HEAD];
        private int headBytes;
        private int toSkip;
        private int answers;

        Camera(String address) {
            this.address = address;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ask(context, "DESCRIBE " + address, "Accept: application/sdp\r\n");
        }

        private void ask(ChannelHandlerContext context, String what, String headers) {
            context.writeAndFlush(Unpooled.copiedBuffer(
                    what + " RTSP/1.0\r\nCSeq: " + (answers + 1) + "\r\n" + headers + "\r\n",
                    StandardCharsets.US_ASCII));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            while (bytes.isReadable()) {
                if (toSkip > 0) {
                    int skipped = Math.min(toSkip, bytes.readableBytes());
                    bytes.skipBytes(skipped);
                    toSkip -= skipped;
                } else if (headBytes > 0 || (reply.isEmpty() && bytes.getByte(bytes.readerIndex()) == '$')) {
                    packetHead(bytes);
                } else {
                    reply(context, bytes);
                }
            }
        }

        private void packetHead(ByteBuf bytes) {
            head[headBytes++] = bytes.readByte();
            if (headBytes < HEAD) {
                return;
            }
            headBytes = 0;
            toSkip = (((head[2] & 0xff) << 8) | (head[3] & 0xff)) - 2;
            if (head[1] == 0 && head[5] < 0) { // the marker bit
                frames.increment();
            }
        }

        private void reply(ChannelHandlerContext context, ByteBuf bytes) {
            reply.append((char) bytes.readByte());
            int end = reply.indexOf("\r\n\r\n");
            if (end < 0) {
                return;
            }
            String length = header("content-length", "0");
            if (reply.length() < end + 4 + Integer.parseInt(length)) {
                return;
            }
            answers++;
            switch (answers) {
                case 1 -> ask(context, "SETUP " + control(), "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n");
                case 2 ->
                    ask(
                            context,
                            "PLAY " + address,
                            "Session: " + header("session", "").split(";")[0] + "\r\n");
                default -> playing.countDown();
            }
            reply.setLength(0);
        }

        private String header(String name, String otherwise) {
            return reply.toString()
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        }

        private String control() {
            String sdp = reply.substring(reply.indexOf("m=video"));
            String control = sdp.substring(sdp.indexOf("a=control:") + 10)
                    .lines()
                    .findFirst()
                    .orElse("");
            return control.startsWith("rtsp:") ? control : address + "/" + control;
        }
    }
}
