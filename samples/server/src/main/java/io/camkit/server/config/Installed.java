package io.camkit.server.config;

import io.camkit.CamKit;
import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.SinkSpec;
import io.camkit.SourceSpec;
import java.util.List;
import java.util.Optional;

/** What the installed plugins can make of a configuration. */
public interface Installed {
    /**
     * The source at an address.
     *
     * @param fallback credentials for an address without any
     * @throws CamkitException if no plugin knows it, or one finds it wrong
     */
    SourceSpec source(String address, Optional<Credentials> fallback);

    /** One sink of each kind. */
    List<SinkSpec> sinks();

    /** The plugins of a kit. */
    static Installed in(CamKit kit) {
        return new Installed() {
            @Override
            public SourceSpec source(String address, Optional<Credentials> fallback) {
                return kit.source(address, fallback);
            }

            @Override
            public List<SinkSpec> sinks() {
                return kit.installedSinks();
            }
        };
    }
}
