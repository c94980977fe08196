package io.camkit.media.rtp;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Track;
import io.camkit.media.aac.AudioSpecificConfig;
import io.camkit.media.sdp.RtpFormat;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a session description says that AAC stands in packets (RFC 3640, section 4.1).
 *
 * @param track with the configuration as its parameter set
 * @param frameTicks how long one frame lasts, in ticks of the track's clock
 * @param sizeBits bits of an access unit's size in its header; 0 when all have {@code constantSize}
 * @param indexBits bits of the first header's index
 * @param deltaBits bits of the other headers' index
 * @param extraBits the lengths of what else stands in a header: CTS and DTS differences (each after a flag), random access flag and
 *     stream state
 * @param auxiliaryBits bits of the auxiliary section's length; 0 when there is none
 * @param constantSize bytes of every access unit; 0 when they vary
 */
record AacFormat(
        Track track,
        long frameTicks,
        int sizeBits,
        int indexBits,
        int deltaBits,
        Extra extraBits,
        int auxiliaryBits,
        int constantSize) {
    private static final int MAX_FIELD_BITS = 32;

    record Extra(int compositionBits, int decodingBits, int randomAccessBits, int stateBits) {}

    /** Empty if the description says something that is no AAC, or contradicts itself. */
    static Optional<AacFormat> of(RtpFormat format) {
        String mode = format.parameters().getOrDefault("mode", "AAC-hbr").strip();
        if (!mode.toUpperCase(Locale.ROOT).startsWith("AAC-")) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(format));
        } catch (CamkitException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static AacFormat read(RtpFormat format) {
        Map<String, String> fmtp = format.parameters();
        ByteBuffer bytes = configuration(format);
        AudioSpecificConfig configuration = AudioSpecificConfig.parse(bytes);
        int channels = configuration.channels() > 0 ? configuration.channels() : format.channels();
        Track track = Track.audio(Codec.AAC, format.clockRate(), channels).withParameterSets(List.of(bytes));
        long usual =
                Math.round((double) configuration.frameSamples() * format.clockRate() / configuration.sampleRate());
        return new AacFormat(
                track,
                Math.max(1, number(fmtp, "constantduration", (int) usual, format.clockRate())),
                number(fmtp, "sizelength", 0, MAX_FIELD_BITS),
                number(fmtp, "indexlength", 0, MAX_FIELD_BITS),
                number(fmtp, "indexdeltalength", 0, MAX_FIELD_BITS),
                new Extra(
                        number(fmtp, "ctsdeltalength", 0, MAX_FIELD_BITS),
                        number(fmtp, "dtsdeltalength", 0, MAX_FIELD_BITS),
                        number(fmtp, "randomaccessindication", 0, 1),
                        number(fmtp, "streamstateindication", 0, MAX_FIELD_BITS)),
                number(fmtp, "auxiliarydatasizelength", 0, MAX_FIELD_BITS),
                number(fmtp, "constantsize", 0, 0xffff));
    }

    private static ByteBuffer configuration(RtpFormat format) {
        String hex =
                format.parameters().getOrDefault("config", "").replace("\"", "").strip();
        return hex.isEmpty()
                ? AudioSpecificConfig.lowComplexity(format.clockRate(), format.channels())
                : ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static int number(Map<String, String> fmtp, String name, int otherwise, int max) {
        String text = fmtp.get(name);
        if (text == null) {
            return otherwise;
        }
        int value = Integer.parseInt(text.strip());
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(name + " is " + value);
        }
        return value;
    }

    /** Whether packets begin with a section of access unit headers. */
    boolean hasHeaders() {
        return sizeBits
                        + indexBits
                        + deltaBits
                        + extraBits.compositionBits()
                        + extraBits.decodingBits()
                        + extraBits.randomAccessBits()
                        + extraBits.stateBits()
                > 0;
    }
}
