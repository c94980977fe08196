package io.camkit;

import io.camkit.spi.Nullable;
import java.time.Instant;

/** Something that happened to a camera, told in order. */
public sealed interface Event {
    /** When, on the wall. */
    Instant at();

    /** The camera's id. */
    String camera();

    /** A camera was started. */
    record CameraAdded(Instant at, String camera) implements Event {}

    /** A camera was closed. */
    record CameraRemoved(Instant at, String camera) implements Event {}

    /**
     * A stream changed its state.
     *
     * @param cause why, when something went wrong
     */
    record StateChanged(
            Instant at,
            String camera,
            StreamName stream,
            State from,
            State to,
            @Nullable CamkitException cause) implements Event {}
}
