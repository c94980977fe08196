package io.camkit.spi;

/**
 * Something that {@link java.util.ServiceLoader} finds. It has a public constructor without parameters, which does nothing.
 *
 * <p>A plugin that throws while it is found, or was built for another API, is left out with one line in the log; every other works on.
 */
public interface Plugin {
    /** The version of this API. A plugin returns the constant of the API it was compiled against. */
    int API_VERSION = 1;

    /** Short and unique among its kind: {@code rtsp}, {@code mjpeg}. */
    String name();

    /** {@link #API_VERSION}. */
    int apiVersion();
}
