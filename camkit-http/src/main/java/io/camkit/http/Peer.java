package io.camkit.http;

import java.net.InetAddress;

/**
 * The other end of a connection.
 *
 * <p>A handler that checks secrets of its own asks {@link #secondsToWait} first and reports what was wrong: wrong secrets count together
 * with the wrong tokens of the same address.
 *
 * <p><b>Threading.</b> Any thread.
 */
public interface Peer {
    /** Where it is; behind a proxy, the proxy. */
    InetAddress address();

    /** Whether nobody between here and there reads along: TLS, or it is this machine. */
    boolean isPrivate();

    /** Seconds until secrets from this address are looked at again; 0 for now. */
    long secondsToWait();

    /** It was wrong about a secret. */
    void wasWrong();
}
