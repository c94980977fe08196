package io.camkit.spi;

import io.camkit.ProcessorSpec;
import java.util.Map;

/** Makes processors from their configuration. */
public interface ProcessorProvider extends Plugin {
    /**
     * A processor with these options, by name.
     *
     * @throws io.camkit.CamkitException with GIVE_UP if an option is unknown or wrong
     */
    ProcessorSpec configure(Map<String, String> options);
}
