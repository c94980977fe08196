package io.camkit.sink.webrtc.transport;

import io.camkit.spi.Plugin;
import io.camkit.spi.ServiceProvider;

/** Lets every sink of a kit ask for the kit's {@link PeerPorts}; found by {@link java.util.ServiceLoader}. */
public final class PeerPortsProvider implements ServiceProvider<PeerPorts> {
    /** For the service loader. */
    public PeerPortsProvider() {}

    @Override
    public String name() {
        return "webrtc-ports";
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public Class<PeerPorts> type() {
        return PeerPorts.class;
    }

    @Override
    public PeerPorts create() {
        return new PeerPorts();
    }
}
