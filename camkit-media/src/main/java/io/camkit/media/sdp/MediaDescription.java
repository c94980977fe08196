package io.camkit.media.sdp;

import java.util.List;
import java.util.Set;

/**
 * One {@code m=} section (RFC 8866, section 5.14) with what RTSP needs of it.
 *
 * @param kind {@code video}, {@code audio}, {@code application}, in lower case
 * @param protocol for example {@code RTP/AVP}
 * @param formats in the order of preference that the line gives
 * @param control {@code a=control} (RFC 2326, appendix C.1.1), an absolute or relative address; empty when not given
 * @param direction which way media flows
 * @param frameRate frames a second by {@code a=framerate}; 0 when not given
 * @param feedback what receivers may ask for by {@code a=rtcp-fb} (RFC 4585, section 4.2), in lower case, for example {@code nack pli}
 */
public record MediaDescription(
        String kind,
        String protocol,
        List<RtpFormat> formats,
        String control,
        Direction direction,
        double frameRate,
        Set<String> feedback) {
    /** Which way media flows, seen from whoever wrote the description (RFC 8866, section 6.7). */
    public enum Direction {
        /** Both ways. */
        SENDRECV,
        /** From the describing side only. */
        SENDONLY,
        /** To the describing side only, as a camera's loudspeaker. */
        RECVONLY,
        /** Not at all for now. */
        INACTIVE
    }

    /** Copies the formats and the feedback. */
    public MediaDescription {
        formats = List.copyOf(formats);
        feedback = Set.copyOf(feedback);
    }
}
