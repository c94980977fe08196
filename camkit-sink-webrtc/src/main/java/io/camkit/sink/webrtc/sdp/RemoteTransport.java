package io.camkit.sink.webrtc.sdp;

import io.camkit.CamkitException;
import java.util.List;

/**
 * How the peer is reached and known.
 *
 * @param ufrag its user name fragment (RFC 8839, section 5.4)
 * @param password its ICE password; not to be shown
 * @param fingerprint of its certificate, for example {@code sha-256 AB:CD:…} (RFC 8122, section 5)
 * @param candidates values of {@code a=candidate}, at most {@value #MAX_CANDIDATES}
 */
public record RemoteTransport(String ufrag, String password, String fingerprint, List<String> candidates) {
    /** Further ones are left out. */
    public static final int MAX_CANDIDATES = 64;

    static final String UFRAG = "[A-Za-z0-9+/]{4,256}";
    static final String PASSWORD = "[A-Za-z0-9+/]{22,256}";

    /** Copies. */
    public RemoteTransport {
        candidates = candidates.stream().limit(MAX_CANDIDATES).toList();
    }

    /** @throws CamkitException {@code CK-7201} if something is missing or malformed */
    static RemoteTransport of(Attributes session, Attributes media) {
        String setup = one(session, media, "setup");
        if (!setup.equals("actpass") && !setup.equals("active")) {
            throw OfferFaults.malformed("`a=setup` is neither actpass nor active");
        }
        return new RemoteTransport(
                matching(one(session, media, "ice-ufrag"), UFRAG, "ice-ufrag"),
                matching(one(session, media, "ice-pwd"), PASSWORD, "ice-pwd"),
                matching(
                        one(session, media, "fingerprint"), "(?i)sha-256 [0-9a-f]{2}(:[0-9a-f]{2}){31}", "fingerprint"),
                media.all("candidate"));
    }

    private static String one(Attributes session, Attributes media, String name) {
        return media.first(name)
                .or(() -> session.first(name))
                .orElseThrow(() -> OfferFaults.malformed("`a=" + name + "` is missing"));
    }

    private static String matching(String value, String form, String name) {
        if (!value.matches(form)) {
            throw OfferFaults.malformed("`a=" + name + "` is malformed");
        }
        return value;
    }

    @Override
    public String toString() {
        return "RemoteTransport(" + ufrag + ", " + candidates.size() + " candidates)";
    }
}
