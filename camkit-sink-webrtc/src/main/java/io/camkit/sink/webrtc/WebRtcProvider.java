package io.camkit.sink.webrtc;

import io.camkit.SinkSpec;
import io.camkit.spi.Plugin;
import io.camkit.spi.SinkProvider;

/** Makes {@link WebRtc} by name; found by {@link java.util.ServiceLoader}. */
public final class WebRtcProvider implements SinkProvider {
    /** For the service loader. */
    public WebRtcProvider() {}

    @Override
    public String name() {
        return WebRtc.NAME;
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public SinkSpec standard() {
        return WebRtc.whep();
    }
}
