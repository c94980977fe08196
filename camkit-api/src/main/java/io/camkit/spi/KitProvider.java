package io.camkit.spi;

import io.camkit.CamKit;
import io.camkit.KitOptions;

/** The runtime, as {@link CamKit#create()} finds it. Not for plugins. */
public interface KitProvider {
    /** A new kit that shares nothing with any other. */
    CamKit create(KitOptions options);
}
