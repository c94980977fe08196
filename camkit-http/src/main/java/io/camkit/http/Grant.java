package io.camkit.http;

/**
 * The right of one principal to one action, on one camera or on whatever cameras it covers. The router obtains it before a handler runs.
 *
 * <p>Whatever outlives its request holds the grant and ends in {@link #onRevoked}; {@link Outbound}s do so by themselves.
 *
 * <p><b>Threading.</b> Any thread.
 */
public interface Grant {
    /** The name of the token or {@code anybody}; never a secret. */
    String principal();

    /** The action it was obtained for. */
    Action action();

    /** Whether the principal may do {@link #action()} with this camera. A list shows what this lets through. */
    boolean covers(String camera);

    /** Whether it covers every camera, those to come included. */
    boolean coversAll();

    /**
     * Runs {@code task} once when the right ends; at once if it already did.
     *
     * @return forgets the task when closed; whoever ends before its grant closes it
     */
    Registration onRevoked(Runnable task);

    /** A place in the list of those who are told. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
