package io.camkit.spi;

/**
 * Takes a camera's frames somewhere: mounts routes, writes files, calls people. One sink serves one camera.
 *
 * <p><b>Threading.</b> {@link #open} and {@link #close} come one after the other.
 */
public interface Sink extends AutoCloseable {
    /**
     * Begins, without waiting for frames. It asks for a feed when it needs one: a sink that nobody watches costs nothing.
     *
     * @throws io.camkit.CamkitException if it cannot work here; the camera does not start then
     */
    void open(SinkContext context);

    /** Ends everything it began: routes, subscriptions, connections. Returns within a second. Calling it twice does nothing. */
    @Override
    void close();
}
