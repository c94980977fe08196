package io.camkit.sink.hls;

import io.camkit.SinkSpec;
import io.camkit.spi.Plugin;
import io.camkit.spi.SinkProvider;

/** Makes {@link Live} by name; found by {@link java.util.ServiceLoader}. */
public final class LiveProvider implements SinkProvider {
    /** For the service loader. */
    public LiveProvider() {}

    @Override
    public String name() {
        return Live.NAME;
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public SinkSpec standard() {
        return Live.fmp4();
    }
}
