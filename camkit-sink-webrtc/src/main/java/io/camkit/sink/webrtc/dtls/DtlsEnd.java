package io.camkit.sink.webrtc.dtls;

import io.camkit.CamkitException;

/** Why a session ended. */
public sealed interface DtlsEnd {
    /** This end closed it. */
    record Closed() implements DtlsEnd {}

    /** The other end said that it leaves ({@code close_notify}). */
    record Left() implements DtlsEnd {}

    /**
     * It did not come about, or broke.
     *
     * @param cause with a code of 71xx
     */
    record Failed(CamkitException cause) implements DtlsEnd {}
}
