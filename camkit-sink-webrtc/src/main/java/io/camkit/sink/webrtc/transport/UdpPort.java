package io.camkit.sink.webrtc.transport;

import io.camkit.CamkitException;
import io.camkit.net.Loops;
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
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One UDP port for all peers. What is written in one turn of its event loop leaves together.
 *
 * <p><b>Threading.</b> Its event loop, but for {@link #open}, {@link #number} and {@link #close}.
 */
public final class UdpPort implements DatagramPort, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UdpPort.class);
    /** A key frame for many viewers at once. Most systems give less than is asked for. */
    private static final int SYSTEM_BUFFER = 4 << 20;
    /** What may wait for the system before viewers begin to be left behind. */
    private static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(4 << 20, 8 << 20);
    /** The longest datagram that is worth reading: an Ethernet's. */
    private static final int LONGEST = 2048;

    private final Channel channel;
    private final Inbound inbound;
    private final boolean segments;
    private boolean flushing;

    private UdpPort(Channel channel, Inbound inbound, boolean segments) {
        this.channel = channel;
        this.inbound = inbound;
        this.segments = segments;
    }

    /**
     * Opens a port.
     *
     * @param local where; port 0 for any that is free
     * @return the port, or a {@link CamkitException} {@code CK-7221}
     */
    public static Future<UdpPort> open(Loops loops, EventLoop loop, InetSocketAddress local) {
        Promise<UdpPort> opened = loop.newPromise();
        Inbound inbound = new Inbound();
        ChannelFuture bound = new Bootstrap()
                .group(loop)
                .channel(loops.datagramChannel())
                .option(ChannelOption.SO_RCVBUF, SYSTEM_BUFFER)
                .option(ChannelOption.SO_SNDBUF, SYSTEM_BUFFER)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST))
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING)
                .handler(inbound)
                .bind(local);
        bound.addListener((ChannelFuture done) -> {
            if (done.isSuccess()) {
                opened.trySuccess(new UdpPort(
                        done.channel(),
                        inbound,
                        loops.isEpoll() && EpollDatagramChannel.isSegmentedDatagramPacketSupported()));
            } else {
                opened.tryFailure(unavailable(local, done.cause()));
            }
        });
        return opened;
    }

    private static CamkitException unavailable(InetSocketAddress local, Throwable cause) {
        return new CamkitException(
                "CK-7221",
                "UDP port " + local.getPort() + " for WebRTC cannot be had: " + cause.getMessage(),
                local.getAddress().getHostAddress(),
                "end what uses it, or choose another `webrtc.udpPort`",
                CamkitException.Retry.GIVE_UP,
                cause);
    }

    private static final class Inbound extends SimpleChannelInboundHandler<DatagramPacket> {
        private Receiver receiver = (datagram, from) -> {};

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            ByteBuf content = packet.content();
            receiver.datagram(
                    content.internalNioBuffer(content.readerIndex(), content.readableBytes()), packet.sender());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // "nobody listens there" comes back for a datagram that was sent; whether peers are there is watched
            if (!(cause instanceof IOException)) {
                LOG.error("a datagram of WebRTC could not be handled", cause);
            }
            // elsewhere
        }
    }

    /** From now on hands over what arrives. */
    void receive(Receiver receiver) {
        inbound.receiver = receiver;
    }

    /** The port's number. */
    public int number() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Whether the system takes more right now. */
    boolean writable() {
        return channel.isWritable();
    }

    @Override
    public UdpOutput outputTo(InetSocketAddress peer) {
        return new UdpOutput(this, peer);
    }

    @Override
    public void send(ByteBuffer datagram, InetSocketAddress to) {
        write(Unpooled.copiedBuffer(datagram), datagram.remaining(), to);
    }

    /**
     * Queues datagrams, all but the last of which are {@code segment} bytes long, and none longer.
     *
     * @param bytes taken over
     */
    void write(ByteBuf bytes, int segment, InetSocketAddress to) {
        if (bytes.readableBytes() <= segment) {
            channel.write(new DatagramPacket(bytes, to), channel.voidPromise());
        } else if (segments) {
            channel.write(new SegmentedDatagramPacket(bytes, segment, to), channel.voidPromise());
        } else {
            while (bytes.readableBytes() > segment) {
                channel.write(new DatagramPacket(bytes.readRetainedSlice(segment), to), channel.voidPromise());
            }
            channel.write(new DatagramPacket(bytes, to), channel.voidPromise());
        }
        flushSoon();
    }

    private void flushSoon() {
        if (!flushing) {
            flushing = true;
            channel.eventLoop().execute(this::flush);
        }
    }

    private void flush() {
        flushing = false;
        channel.flush();
    }

    /** Gives the port back. Calling it twice does nothing. */
    @Override
    public void close() {
        channel.close();
    }
}
