package io.camkit.sink.webrtc.sdp;

import java.util.List;

/**
 * How this end is reached and known.
 *
 * @param ufrag our user name fragment
 * @param password our ICE password; not to be shown
 * @param fingerprint of our certificate, for example {@code sha-256 AB:CD:…}
 * @param lite whether we only answer connectivity checks (RFC 8445, section 2.5)
 * @param candidates values of {@code a=candidate}
 */
public record LocalTransport(String ufrag, String password, String fingerprint, boolean lite, List<String> candidates) {
    /** Copies. */
    public LocalTransport {
        candidates = List.copyOf(candidates);
    }

    @Override
    public String toString() {
        return "LocalTransport(" + ufrag + ", " + candidates.size() + " candidates)";
    }
}
