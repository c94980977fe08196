package io.camkit.spi;

import io.camkit.SinkSpec;
import java.util.Map;

/** Makes sinks from their configuration. */
public interface SinkProvider extends Plugin {
    /**
     * A sink with these options, by name; none means the defaults.
     *
     * @throws io.camkit.CamkitException with GIVE_UP if an option is unknown or wrong
     */
    SinkSpec configure(Map<String, String> options);
}
