package io.camkit.spi;

import io.camkit.Track;
import io.camkit.Want;
import java.util.Optional;

/** Turns frames of one codec or size into another: decoders, encoders, scalers. */
public interface CodecProvider extends Plugin {
    /** How {@code want} could be made from frames of {@code from}; empty when this provider cannot. Costs nothing. */
    Optional<Derivation> derive(Track from, Want want);
}
