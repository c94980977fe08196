package io.camkit.source.rtsp;

import io.camkit.CamkitException;

/** How a session ends. */
sealed interface Outcome {
    /** The reason, for people. */
    CamkitException why();

    /** For good. */
    record Ended(CamkitException why) implements Outcome {}

    /** The server says that the stream is at {@code location}. */
    record Moved(String location, CamkitException why) implements Outcome {}

    /** The server does not send over this transport. */
    record Unserved(CamkitException why) implements Outcome {}
}
