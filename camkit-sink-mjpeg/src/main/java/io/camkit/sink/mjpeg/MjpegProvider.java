package io.camkit.sink.mjpeg;

import io.camkit.SinkSpec;
import io.camkit.spi.Plugin;
import io.camkit.spi.SinkProvider;

/** Makes {@link Mjpeg} by name; found by {@link java.util.ServiceLoader}. */
public final class MjpegProvider implements SinkProvider {
    /** For the service loader. */
    public MjpegProvider() {}

    @Override
    public String name() {
        return Mjpeg.NAME;
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public SinkSpec standard() {
        return Mjpeg.stream();
    }
}
