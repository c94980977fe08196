package io.camkit.sink.webrtc.sdp;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;

/** What can be wrong with an offer, and with what follows it. */
final class OfferFaults {
    private OfferFaults() {}

    static CamkitException malformed(String why) {
        return new CamkitException(
                "CK-7201",
                "the offer cannot be used: " + why,
                "",
                "send what a browser's createOffer makes, with `Content-Type: application/sdp`",
                Retry.GIVE_UP);
    }

    static CamkitException malformedFragment(String why) {
        return new CamkitException(
                "CK-7206",
                "what is said about the network cannot be used: " + why,
                "",
                "send a fragment of RFC 8840, with `Content-Type: application/trickle-ice-sdpfrag`",
                Retry.GIVE_UP);
    }
}
