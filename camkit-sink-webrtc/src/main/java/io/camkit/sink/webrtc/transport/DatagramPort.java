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
    /** Takes what arrives. */
    @FunctionalInterface
    interface Receiver {
        /** A datagram, lent for the call. */
        void datagram(ByteBuffer datagram, InetSocketAddress from);
    }

    /** Sends one datagram, which is copied. */
    void send(ByteBuffer datagram, InetSocketAddress to);

    /** The way that packets to one peer take. */
    PacketOutput outputTo(InetSocketAddress peer);

    /** A peer is known to be there. Said again and again. */
    default void keep(InetSocketAddress peer) {
        // without connections there is nothing to keep
    }

    /** No peer is known to be there any more. */
    default void release(InetSocketAddress peer) {
        // without connections there is nothing to end
    }
}
