package io.camkit.sink.webrtc.dtls;

import io.camkit.sink.webrtc.srtp.SrtpKeys;

/**
 * Learns what becomes of a session.
 *
 * <p>Called on a thread of the handshakes', never on two at once for one session; once the handshakes are closed, within the call that
 * closes the session. It returns soon and throws nothing.
 */
public interface DtlsListener {
    /** The other end has the certificate that it was to have, and these are the keys. At most once, and before {@link #ended}. */
    void established(SrtpKeys keys);

    /** The session is over. Exactly once for every session that was started or closed, and last. */
    void ended(DtlsEnd how);
}
