package io.camkit.sink.mjpeg;

import io.camkit.CamkitException;
import io.camkit.SinkSpec;
import io.camkit.spi.Plugin;
import io.camkit.spi.SinkProvider;
import java.util.Map;

/** Makes {@link Mjpeg} from its name in a configuration; found by {@link java.util.ServiceLoader}. */
public final class MjpegProvider implements SinkProvider {
    /** For the service loader. */
    public MjpegProvider() {}

    @Override
    public String name() {
        return Mjpeg.NAME;
    }

    @Override
    public int apiVersion() {
        return Plugin.API_VERSION;
    }

    @Override
    public SinkSpec configure(Map<String, String> options) {
        if (!options.isEmpty()) {
            throw new CamkitException(
                    "CK-5302",
                    "the sink mjpeg has no option " + String.join(", ", options.keySet()),
                    "",
                    "leave it out; size and rate are asked for by each viewer, with ?width= and ?fps=",
                    CamkitException.Retry.GIVE_UP);
        }
        return Mjpeg.stream();
    }
}
