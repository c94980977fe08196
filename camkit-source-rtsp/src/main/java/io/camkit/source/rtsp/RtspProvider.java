package io.camkit.source.rtsp;

import io.camkit.SourceSpec;
import io.camkit.spi.Plugin;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceProvider;
import java.util.Set;

/** Makes sources of {@code rtsp://} and {@code rtsps://} addresses; found by {@link java.util.ServiceLoader}. */
public final class RtspProvider implements SourceProvider {
    /** For the service loader. */
    public RtspProvider() {}

    @Override
    public String name() {
        return "rtsp";
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("rtsp", "rtsps");
    }

    /** A query is the camera's own business: cameras choose their streams by it. */
    @Override
    public SourceSpec parse(SourceAddress address) {
        return Rtsp.of(address);
    }
}
