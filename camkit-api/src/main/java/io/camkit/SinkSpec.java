package io.camkit;

import io.camkit.spi.Sink;

/** Where frames go: a small immutable value made by a plugin's builder ({@code Mjpeg.stream()}) or from its name. */
public interface SinkSpec {
    /** The provider's name, for logs, pages and the configuration, for example {@code mjpeg}. */
    String name();

    /** A new sink that has not opened. The core calls it once for every camera. */
    Sink open();
}
