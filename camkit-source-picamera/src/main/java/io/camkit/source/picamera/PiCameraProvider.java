package io.camkit.source.picamera;

import io.camkit.SourceSpec;
import io.camkit.spi.Plugin;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceProvider;
import java.util.Set;

/** Makes sources of {@code picamera:} addresses; found by {@link java.util.ServiceLoader}. */
public final class PiCameraProvider implements SourceProvider {
    /** For the service loader. */
    public PiCameraProvider() {}

    @Override
    public String name() {
        return "picamera";
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("picamera");
    }

    @Override
    public SourceSpec parse(SourceAddress address) {
        return PiCamera.of(address);
    }
}
