package io.camkit.source.mjpeg;

import io.camkit.SourceSpec;
import io.camkit.spi.Plugin;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceProvider;
import java.util.Set;

/** Makes sources of {@code http://} and {@code https://} addresses; found by {@link java.util.ServiceLoader}. */
public final class MjpegProvider implements SourceProvider {
    /** For the service loader. */
    public MjpegProvider() {}

    @Override
    public String name() {
        return "mjpeg";
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("http", "https");
    }

    /** A query is the camera's own business: cameras choose size and rate by it. */
    @Override
    public SourceSpec parse(SourceAddress address) {
        return MjpegCamera.of(address);
    }
}
