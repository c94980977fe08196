package io.camkit.source.esp32;

/**
 * A connection that a device came by.
 *
 * <p><b>Threading.</b> Any thread.
 */
interface Link {
    /** An ordinary end of the server's side (RFC 6455, section 7.4.1). */
    int GOING_AWAY = 1001;

    /** Messages that are not what they should be. */
    int INVALID_PAYLOAD = 1007;

    /** A newer connection has taken its place. */
    int REPLACED = 4409;

    /** The device's address, for messages. */
    String peer();

    /** How it sends, for pages. */
    String transport();

    /** Whether it understands commands. */
    boolean takesCommands();

    /** Sends a text message. */
    void text(String message);

    /** Closes it. Calling it twice does nothing. */
    void close(int status, String reason);
}
