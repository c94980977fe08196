package io.camkit.sink.webrtc.sdp;

import io.camkit.Codec;
import io.camkit.media.sdp.MediaDescription;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.spi.Nullable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One section of an offer.
 *
 * @param mid its name in the bundle (RFC 9143)
 * @param bundled whether it can share the others' transport and multiplexes RTCP (RFC 5761)
 */
public record OfferedMedia(MediaDescription media, String mid, boolean bundled) {
    private static final String CONSTRAINED_BASELINE = "42e0";

    /** Whether the peer would receive this kind here. */
    public boolean receives(Codec.Kind kind) {
        return bundled
                && media.kind().equals(kind == Codec.Kind.VIDEO ? "video" : "audio")
                && (media.direction() == MediaDescription.Direction.RECVONLY
                        || media.direction() == MediaDescription.Direction.SENDRECV);
    }

    /** Whether the peer would send this kind here. */
    public boolean sends(Codec.Kind kind) {
        return bundled
                && media.kind().equals(kind == Codec.Kind.VIDEO ? "video" : "audio")
                && (media.direction() == MediaDescription.Direction.SENDONLY
                        || media.direction() == MediaDescription.Direction.SENDRECV);
    }

    /**
     * The format in which the peer takes a codec.
     *
     * @param profile of H.264: profile and constraints as four hexadecimal digits, of which the nearest that is offered is taken; browsers
     *     decode more profiles than they offer. Empty when it does not matter
     */
    public Optional<RtpFormat> format(Codec codec, String profile) {
        List<RtpFormat> offered =
                media.formats().stream().filter(format -> isOf(format, codec)).toList();
        RtpFormat best = null;
        for (RtpFormat format : offered) {
            if (best == null || likeness(format, profile) > likeness(best, profile)) {
                best = format;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isOf(RtpFormat format, Codec codec) {
        return switch (codec) {
            case H264 ->
                format.encoding().equals("H264")
                        && format.parameters()
                                .getOrDefault("packetization-mode", "0")
                                .equals("1");
            case H265 -> format.encoding().equals("H265");
            case OPUS -> format.encoding().equals("OPUS") && format.clockRate() == 48_000;
            case PCMU, PCMA -> format.encoding().equals(codec.name()) && format.clockRate() == 8000;
            case JPEG, I420, GRAY8, AAC -> false;
        };
    }

    /** How well a format of H.264 fits: the same profile and constraints, the same profile, the one that everybody has, any. */
    private static int likeness(RtpFormat format, String profile) {
        String offered =
                format.parameters().getOrDefault("profile-level-id", "42000a").toLowerCase(Locale.ROOT);
        if (profile.isEmpty() || offered.length() != 6) {
            return 0;
        }
        if (offered.startsWith(profile)) {
            return 3;
        }
        if (offered.startsWith(profile.substring(0, 2))) {
            return 2;
        }
        return offered.startsWith(CONSTRAINED_BASELINE) ? 0 : 1;
    }

    /** The payload type by which packets of a format are sent again (RFC 4588, section 8.1); negative when the peer offers none. */
    public int repairType(RtpFormat repaired) {
        @Nullable
        RtpFormat repair = media.formats().stream()
                .filter(format -> format.encoding().equals("RTX"))
                .filter(format ->
                        format.parameters().getOrDefault("apt", "").equals(Integer.toString(repaired.payloadType())))
                .findFirst()
                .orElse(null);
        return repair == null ? -1 : repair.payloadType();
    }
}
