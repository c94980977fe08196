package io.camkit.http;

/** One open WebSocket; {@link Outbound#write} sends binary messages. Nothing leaves before the upgrade is answered. */
public interface WebSocket extends Outbound {
    /** The request that became this WebSocket; it is not answered any more. */
    Exchange request();

    /** Sends a text message. Any thread. */
    void text(String message);

    /** Closes with a status code (RFC 6455, section 7.4) and a reason of at most 123 bytes. Any thread. */
    void close(int status, String reason);
}
