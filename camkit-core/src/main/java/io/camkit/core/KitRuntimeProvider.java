package io.camkit.core;

import io.camkit.CamKit;
import io.camkit.KitOptions;
import io.camkit.spi.KitProvider;

/** Makes kits; found by {@link java.util.ServiceLoader}. */
public final class KitRuntimeProvider implements KitProvider {
    /** For the service loader. */
    public KitRuntimeProvider() {}

    @Override
    public CamKit create(KitOptions options) {
        return new Kit(options);
    }
}
