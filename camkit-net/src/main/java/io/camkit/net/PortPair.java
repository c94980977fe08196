package io.camkit.net;

import io.camkit.CamkitException;
import io.camkit.spi.Nullable;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Two UDP sockets at neighbouring ports, the even one for RTP and the odd one for RTCP (RFC 3550, section 11), that speak with one peer
 * alone.
 *
 * <p>What others send is dropped and the receiver told; until {@link #speakWith} these are all.
 *
 * <p><b>Threading.</b> Its event loop.
 */
public final class PortPair implements AutoCloseable {
    private static final int TRIES = 32;
    /** A key frame of a large picture comes in one burst. Most systems give less than is asked for. */
    private static final int RECEIVE_BUFFER = 2 << 20;
    /** The longest datagram that comes in one piece on any usual network, a jumbo frame. */
    private static final int LONGEST = 9 * 1024;

    /** Takes what the peer sends. */
    public interface Receiver {
        /** An RTP packet, lent for the call. */
        void onMedia(ByteBuffer packet);

        /** An RTCP packet, lent for the call. */
        void onReport(ByteBuffer packet);

        /** Somebody else sent something. */
        void onStranger();
    }

    private final Side media;
    private final Side reports;

    private PortPair(Side media, Side reports) {
        this.media = media;
        this.reports = reports;
    }

    /**
     * Opens a pair.
     *
     * @param local on which of this machine's addresses
     * @return the pair, or a {@link CamkitException} {@code CK-2411}
     */
    public static Future<PortPair> open(Loops loops, EventLoop loop, InetAddress local, Receiver receiver) {
        Promise<PortPair> opened = loop.newPromise();
        new Opening(loops, loop, local, receiver, opened).begin(TRIES);
        return opened;
    }

    private record Opening(
            Loops loops, EventLoop loop, InetAddress local, Receiver receiver, Promise<PortPair> opened) {

        void begin(int tries) {
            bind(0).addListener((ChannelFuture first) -> {
                if (first.isSuccess()) {
                    bindNeighbour(first.channel(), tries);
                } else {
                    fail(first.cause());
                }
            });
        }

        /** The system gave a port; the one beside it may be taken. */
        private void bindNeighbour(Channel one, int tries) {
            int port = portOf(one);
            boolean even = port % 2 == 0;
            bind(even ? port + 1 : port - 1).addListener((ChannelFuture second) -> {
                Channel other = second.channel();
                if (second.isSuccess()) {
                    succeed(even ? one : other, even ? other : one);
                } else if (tries > 1) {
                    one.close();
                    begin(tries - 1);
                } else {
                    one.close();
                    fail(second.cause());
                }
            });
        }

        private void succeed(Channel even, Channel odd) {
            Side media = new Side(even, receiver::onMedia, receiver::onStranger);
            Side reports = new Side(odd, receiver::onReport, receiver::onStranger);
            if (!opened.trySuccess(new PortPair(media, reports))) {
                even.close();
                odd.close();
            }
        }

        private void fail(Throwable cause) {
            opened.tryFailure(new CamkitException(
                    "CK-2411",
                    "no two neighbouring UDP ports are free",
                    local.getHostAddress(),
                    "use TCP for this camera, or see what occupies the ports of this machine",
                    CamkitException.Retry.RETRY,
                    cause));
        }

        private ChannelFuture bind(int port) {
            return new Bootstrap()
                    .group(loop)
                    .channel(loops.datagramChannel())
                    .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST))
                    .handler(new Deaf())
                    .bind(local, port);
        }
    }

    private static int portOf(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Stands in a pipeline until somebody listens. */
    private static final class Deaf extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            // nobody is there yet
        }
    }

    /** Where packets go to. */
    private interface Taker {
        void take(ByteBuffer packet);
    }

    /** One of the two sockets. */
    private static final class Side extends SimpleChannelInboundHandler<DatagramPacket> {
        private final Channel channel;
        private final Taker taker;
        private final Runnable onStranger;
        private @Nullable InetAddress peer;
        private int peerPort;

        Side(Channel channel, Taker taker, Runnable onStranger) {
            this.channel = channel;
            this.taker = taker;
            this.onStranger = onStranger;
            channel.pipeline().removeFirst();
            channel.pipeline().addFirst(this);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            InetSocketAddress sender = packet.sender();
            if (!sender.getAddress().equals(peer) || (peerPort != 0 && peerPort != sender.getPort())) {
                onStranger.run();
                return;
            }
            peerPort = sender.getPort();
            ByteBuf content = packet.content();
            taker.take(content.internalNioBuffer(content.readerIndex(), content.readableBytes()));
        }

        void send(ByteBuffer packet) {
            if (peer != null && peerPort != 0 && channel.isWritable()) {
                DatagramPacket sent =
                        new DatagramPacket(Unpooled.wrappedBuffer(packet), new InetSocketAddress(peer, peerPort));
                channel.writeAndFlush(sent, channel.voidPromise());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // "nobody listens there" comes back for a packet that was sent; whether any arrive is watched elsewhere
        }
    }

    /** The even port. The odd one is the next. */
    public int port() {
        return portOf(media.channel);
    }

    /**
     * From now on receives from this peer, and sends to it.
     *
     * @param mediaPort the only one that packets may come from; 0 when the first to come from this address says which
     * @param reportPort the same for reports
     */
    public void speakWith(InetAddress address, int mediaPort, int reportPort) {
        media.peer = address;
        media.peerPort = mediaPort;
        reports.peer = address;
        reports.peerPort = reportPort;
    }

    /** Sends an RTP packet, unless the peer's port is not known yet or the network is busy. The buffer is not used again. */
    public void sendMedia(ByteBuffer packet) {
        media.send(packet);
    }

    /** Sends an RTCP packet, under the same conditions. */
    public void sendReport(ByteBuffer packet) {
        reports.send(packet);
    }

    /** Gives both ports back. Calling it twice does nothing. */
    @Override
    public void close() {
        media.channel.close();
        reports.channel.close();
    }
}
