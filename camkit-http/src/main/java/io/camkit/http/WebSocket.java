package io.camkit.http;

/** One open WebSocket; {@link Outbound#write} sends binary messages. Nothing leaves before the upgrade is answered. */
public interface WebSocket extends Outbound {
    /** The request that became this WebSocket; it is not answered any more. */
    Exchange request();

    /** Sends a text message. Any thread. */
    void text(String message);

    /**
     * From the next message on, takes messages of up to {@code bytes} instead of {@link Route#maxBytes()}: more from somebody who has
     * said who he is. On the {@link #loop()}.
     */
    void accept(int bytes);

    /** Closes with a status code (RFC 6455, section 7.4) and a reason of at most 123 bytes. Any thread. */
    void close(int status, String reason);
}
