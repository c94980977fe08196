package io.camkit.spi;

import io.camkit.Track;
import io.camkit.Want;
import java.util.Optional;

/** Turns frames of one codec or size into another: decoders, encoders, scalers. */
public interface CodecProvider extends Plugin {
    /**
     * How {@code want} could be made from frames of {@code from}, which is of the kind that the want is about; empty when this provider
     * cannot. Costs nothing, and is asked again whenever somebody wants something or the camera's track changes.
     *
     * @throws io.camkit.CamkitException if it could but for something that is missing, for example its natives. Who asked hears of it
     *     unless another provider can
     */
    Optional<Derivation> derive(Track from, Want want);
}
