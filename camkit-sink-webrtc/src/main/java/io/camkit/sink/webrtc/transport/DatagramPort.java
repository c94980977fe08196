package io.camkit.sink.webrtc.transport;

import io.camkit.sink.webrtc.rtp.PacketOutput;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * What datagrams leave by.
 *
 * <p><b>Threading.</b> Its event loop.
 */
interface DatagramPort {
    /** Sends one datagram, which is copied. */
    void send(ByteBuffer datagram, InetSocketAddress to);

    /** The way that packets to one peer take. */
    PacketOutput outputTo(InetSocketAddress peer);
}
