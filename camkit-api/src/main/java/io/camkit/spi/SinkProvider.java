package io.camkit.spi;

import io.camkit.SinkSpec;

/** Makes a sink known by its name, to whoever has the plugin. */
public interface SinkProvider extends Plugin {
    /** The sink with its defaults. */
    SinkSpec standard();
}
