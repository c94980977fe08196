package io.camkit.sink.webrtc.transport;

import io.camkit.sink.webrtc.rtp.PacketOutput;
import io.camkit.spi.Nullable;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Packets to one peer over TCP, each with its length in front (RFC 4571, section 2). */
final class TcpOutput implements PacketOutput {
    static final int LENGTH_BYTES = Short.BYTES;

    private final TcpConnections connections;
    private final InetSocketAddress peer;

    TcpOutput(TcpConnections connections, InetSocketAddress peer) {
        this.connections = connections;
        this.peer = peer;
    }

    @Override
    public boolean writable() {
        Channel channel = connections.at(peer);
        return channel != null && channel.isWritable();
    }

    @Override
    public void send(byte[] packet, int length) {
        write(connections.at(peer), ByteBuffer.wrap(packet, 0, length));
    }

    /** Queues a datagram, or drops it where too many wait. */
    static void write(@Nullable Channel channel, ByteBuffer datagram) {
        if (channel != null && channel.isWritable()) {
            int length = datagram.remaining();
            ByteBuf frame = channel.alloc().buffer(LENGTH_BYTES + length);
            frame.writeShort(length).writeBytes(datagram.duplicate());
            channel.write(frame, channel.voidPromise());
        }
    }

    @Override
    public void flush() {
        Channel channel = connections.at(peer);
        if (channel != null) {
            channel.flush();
        }
    }
}
