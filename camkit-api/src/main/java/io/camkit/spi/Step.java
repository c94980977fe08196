package io.camkit.spi;

/** How far an attempt to receive frames has come; in this order, and each at most once that counts. What follows are frames. */
public enum Step {
    /** The name of the host stands for an address. */
    RESOLVED,
    /** The host has taken the connection. */
    CONNECTED,
    /** The host lets us in: it asks for no password, or has taken ours. */
    LOGGED_IN,
    /** The host has said what it sends, and that is something we can receive. */
    DESCRIBED
}
