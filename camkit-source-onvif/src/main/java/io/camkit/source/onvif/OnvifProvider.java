package io.camkit.source.onvif;

import io.camkit.SourceSpec;
import io.camkit.spi.Plugin;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceProvider;
import java.util.Set;

/** Makes sources of {@code onvif://} addresses; found by {@link java.util.ServiceLoader}. */
public final class OnvifProvider implements SourceProvider {
    /** For the service loader. */
    public OnvifProvider() {}

    @Override
    public String name() {
        return "onvif";
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("onvif");
    }

    @Override
    public SourceSpec parse(SourceAddress address) {
        return Onvif.of(address);
    }
}
