package io.camkit.sink.webrtc.dtls;

import java.nio.ByteBuffer;

/** Where a session's datagrams go. */
@FunctionalInterface
public interface DtlsOutput {
    /**
     * Sends a datagram of at most 1200 bytes, or drops it if that is not possible now: what matters is sent again.
     *
     * <p>Called on a thread of the handshakes', never on two at once for one session.
     *
     * @param datagram from position to limit; the receiver's own to keep
     */
    void send(ByteBuffer datagram);
}
