package io.camkit.media.sdp;

import java.util.Map;

/**
 * One way in which a media description may be coded: an {@code rtpmap} with its {@code fmtp} (RFC 8866, sections 6.6 and 6.15), or a
 * static payload type (RFC 3551, section 6).
 *
 * @param payloadType 0..127
 * @param encoding in upper case, for example {@code H264}; empty when nobody says
 * @param clockRate ticks a second; 0 when nobody says
 * @param channels of sound; 1 when nobody says
 * @param parameters from {@code fmtp}, names in lower case
 */
public record RtpFormat(int payloadType, String encoding, int clockRate, int channels, Map<String, String> parameters) {
    /** Copies the parameters. */
    public RtpFormat {
        parameters = Map.copyOf(parameters);
    }

    /** For example {@code H264/90000}. */
    @Override
    public String toString() {
        return encoding.isEmpty() ? "payload type " + payloadType : encoding + "/" + clockRate;
    }
}
