package io.camkit.sink.webrtc.sdp;

import io.camkit.CamkitException;
import io.camkit.media.sdp.MediaDescription;
import io.camkit.media.sdp.Sdp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * An offer, all of whose sections share one transport.
 *
 * @param media every section in its order, refused ones included: an answer has as many
 */
public record Offer(List<OfferedMedia> media, RemoteTransport transport) {
    /** Copies. */
    public Offer {
        media = List.copyOf(media);
    }

    /**
     * Reads an offer.
     *
     * @param text UTF-8, at most {@link Sdp#MAX_BYTES}
     * @throws CamkitException {@code CK-7201} if it is none that can be answered
     */
    public static Offer parse(byte[] text) {
        List<MediaDescription> described = describe(text);
        List<Attributes> attributes = Attributes.read(new String(text, StandardCharsets.UTF_8));
        Attributes session = attributes.get(0);
        if (attributes.size() != described.size() + 1) {
            throw OfferFaults.malformed("a section is malformed");
        }
        Set<String> bundle = bundle(session);
        List<OfferedMedia> media = new ArrayList<>();
        Attributes first = null;
        for (int i = 0; i < described.size(); i++) {
            Attributes section = attributes.get(i + 1);
            String mid = section.first("mid").orElse("");
            boolean usable = section.port() != 0 || section.has("bundle-only");
            boolean bundled = usable && bundle.contains(mid) && section.has("rtcp-mux");
            media.add(new OfferedMedia(described.get(i), mid, bundled));
            first = first == null && bundled ? section : first;
        }
        if (first == null) {
            throw OfferFaults.malformed("no section is in `a=group:BUNDLE` and has `a=mid` and `a=rtcp-mux`");
        }
        return new Offer(media, RemoteTransport.of(session, first));
    }

    private static List<MediaDescription> describe(byte[] text) {
        try {
            return Sdp.parse(ByteBuffer.wrap(text)).media();
        } catch (CamkitException e) {
            throw OfferFaults.malformed(e.what());
        }
    }

    private static Set<String> bundle(Attributes session) {
        return session.all("group").stream()
                .filter(group -> group.startsWith("BUNDLE "))
                .findFirst()
                .map(group -> Set.copyOf(Arrays.asList(group.split("\\s+"))))
                .orElse(Set.of());
    }
}
