package io.camkit.sink.webrtc.transport;

import io.camkit.sink.webrtc.ice.Way;
import io.camkit.sink.webrtc.rtp.PacketOutput;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** The way from one of our ports to a place. */
record PortWay(DatagramPort port, InetSocketAddress remote) implements Way {
    void send(ByteBuffer datagram) {
        port.send(datagram, remote);
    }

    /** A peer is known to be there. */
    void keep() {
        port.keep(remote);
    }

    /** No peer is known to be there any more. */
    void release() {
        port.release(remote);
    }

    PacketOutput output() {
        return port.outputTo(remote);
    }
}
