package io.camkit.media.h264;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;

/** The error that every unreadable parameter set ends in. */
final class Malformed {
    private Malformed() {}

    static CamkitException parameterSet(String why) {
        return new CamkitException(
                "CK-3111",
                "an H.264 parameter set is unreadable: " + why,
                "",
                "check the camera's encoder settings and firmware.",
                Retry.RETRY_SLOWLY);
    }
}
