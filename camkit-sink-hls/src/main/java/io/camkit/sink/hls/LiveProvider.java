package io.camkit.sink.hls;

import io.camkit.CamkitException;
import io.camkit.SinkSpec;
import io.camkit.spi.Plugin;
import io.camkit.spi.SinkProvider;
import java.util.Map;

/** Makes {@link Live} from its name in a configuration; found by {@link java.util.ServiceLoader}. */
public final class LiveProvider implements SinkProvider {
    /** For the service loader. */
    public LiveProvider() {}

    @Override
    public String name() {
        return Live.NAME;
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public SinkSpec configure(Map<String, String> options) {
        if (!options.isEmpty()) {
            throw new CamkitException(
                    "CK-5304",
                    "the sink live has no option " + String.join(", ", options.keySet()),
                    "",
                    "leave it out",
                    CamkitException.Retry.GIVE_UP);
        }
        return Live.fmp4();
    }
}
