package io.camkit.sink.webrtc.dtls;

/** Who begins the handshake; SDP says it with {@code a=setup} (RFC 8842). */
public enum DtlsRole {
    /** {@code active}. */
    CLIENT,
    /** {@code passive}: it waits for the other end. */
    SERVER
}
