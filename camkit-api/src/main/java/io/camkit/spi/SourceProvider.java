package io.camkit.spi;

import io.camkit.SourceSpec;
import java.util.Set;

/** Turns addresses of some schemes into sources. */
public interface SourceProvider extends Plugin {
    /** Schemes in lower case, without colon, for example {@code rtsp}. */
    Set<String> schemes();

    /**
     * The specification that an address means.
     *
     * @throws io.camkit.CamkitException with GIVE_UP if something in the address is wrong; an unknown query parameter is
     */
    SourceSpec parse(SourceAddress address);
}
