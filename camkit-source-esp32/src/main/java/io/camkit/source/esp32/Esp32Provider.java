package io.camkit.source.esp32;

import io.camkit.SourceSpec;
import io.camkit.spi.Plugin;
import io.camkit.spi.SourceAddress;
import io.camkit.spi.SourceProvider;
import java.util.Set;

/** Makes sources of {@code esp32:}; found by {@link java.util.ServiceLoader}. */
public final class Esp32Provider implements SourceProvider {
    /** For the service loader. */
    public Esp32Provider() {}

    @Override
    public String name() {
        return "esp32";
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("esp32");
    }

    @Override
    public SourceSpec parse(SourceAddress address) {
        return Esp32.of(address);
    }
}
