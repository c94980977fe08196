package io.camkit.sink.webrtc.sdp;

import io.camkit.CamkitException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a peer says about its transport after its offer (RFC 8840, section 9; RFC 9725, section 4.3): candidates, or new credentials, with
 * which ICE begins anew.
 *
 * @param ufrag the user name fragment; empty when nothing is said about it
 * @param password its ICE password, not to be shown; empty when nothing is said about it
 * @param candidates values of {@code a=candidate}, at most {@value RemoteTransport#MAX_CANDIDATES}
 */
public record IceFragment(String ufrag, String password, List<String> candidates) {
    /** The longest that is read. */
    public static final int MAX_BYTES = 16 * 1024;

    /** Copies. */
    public IceFragment {
        candidates = candidates.stream().limit(RemoteTransport.MAX_CANDIDATES).toList();
    }

    /**
     * Reads a fragment.
     *
     * @param text UTF-8, at most {@value #MAX_BYTES} bytes
     * @throws CamkitException {@code CK-7206} if it is none
     */
    public static IceFragment parse(byte[] text) {
        if (text.length > MAX_BYTES) {
            throw OfferFaults.malformedFragment("it is longer than " + MAX_BYTES + " bytes");
        }
        List<Attributes> sections = Attributes.read(new String(text, StandardCharsets.UTF_8));
        String ufrag = one(sections, "ice-ufrag", RemoteTransport.UFRAG);
        String password = one(sections, "ice-pwd", RemoteTransport.PASSWORD);
        if (ufrag.isEmpty() != password.isEmpty()) {
            throw OfferFaults.malformedFragment("`a=ice-ufrag` and `a=ice-pwd` belong together");
        }
        List<String> candidates = sections.stream()
                .flatMap(section -> section.all("candidate").stream())
                .toList();
        boolean complete = sections.stream().anyMatch(section -> section.has("end-of-candidates"));
        if (ufrag.isEmpty() && candidates.isEmpty() && !complete) {
            throw OfferFaults.malformedFragment("it has neither credentials nor candidates");
        }
        return new IceFragment(ufrag, password, candidates);
    }

    /** All sections share one transport, and say the same of it. */
    private static String one(List<Attributes> sections, String name, String form) {
        List<String> values = sections.stream()
                .flatMap(section -> section.all(name).stream())
                .distinct()
                .toList();
        if (values.size() > 1) {
            throw OfferFaults.malformedFragment("more than one `a=" + name + "`");
        }
        if (values.stream().anyMatch(value -> !value.matches(form))) {
            throw OfferFaults.malformedFragment("`a=" + name + "` is malformed");
        }
        return values.isEmpty() ? "" : values.get(0);
    }

    /** Whether it says by what the peer is known. */
    public boolean hasCredentials() {
        return !ufrag.isEmpty();
    }

    /**
     * What this end answers when ICE begins anew.
     *
     * @param mid of the section that speaks for all
     */
    public static String of(LocalTransport transport, String mid) {
        StringBuilder text = new StringBuilder();
        if (transport.lite()) {
            text.append("a=ice-lite\r\n");
        }
        text.append("a=ice-ufrag:").append(transport.ufrag()).append("\r\n");
        text.append("a=ice-pwd:").append(transport.password()).append("\r\n");
        text.append("m=audio 9 RTP/AVP 0\r\n"); // no section of this kind is meant: a=mid says which one is
        text.append("a=mid:").append(mid).append("\r\n");
        transport
                .candidates()
                .forEach(candidate -> text.append("a=").append(candidate).append("\r\n"));
        return text.append("a=end-of-candidates\r\n").toString();
    }

    @Override
    public String toString() {
        return "IceFragment(" + ufrag + ", " + candidates.size() + " candidates)";
    }
}
