package io.camkit.sink.webrtc.transport;

import io.camkit.sink.webrtc.rtp.PacketOutput;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A port that keeps what is sent. */
final class SentDatagrams implements DatagramPort {
    private final List<InetSocketAddress> answered = new ArrayList<>();
    private final List<InetSocketAddress> packets = new ArrayList<>();

    /** Where datagrams were sent, in their order. */
    List<InetSocketAddress> answered() {
        return answered;
    }

    /** Where packets were sent, in their order. */
    List<InetSocketAddress> packets() {
        return packets;
    }

    @Override
    public void send(ByteBuffer datagram, InetSocketAddress to) {
        answered.add(to);
    }

    @Override
    public PacketOutput outputTo(InetSocketAddress peer) {
        return new PacketOutput() {
            @Override
            public boolean writable() {
                return true;
            }

            @Override
            public void send(byte[] packet, int length) {
                packets.add(peer);
            }

            @Override
            public void flush() {
                // sent already
            }
        };
    }
}
