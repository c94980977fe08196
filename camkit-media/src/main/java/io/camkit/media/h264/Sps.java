package io.camkit.media.h264;

import io.camkit.CamkitException;
import io.camkit.media.bits.MalformedException;
import io.camkit.media.bits.UnusableSet;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * What a sequence parameter set says (ITU-T H.264, section 7.3.2.1 and Annex E).
 *
 * @param id seq_parameter_set_id, 0..31
 * @param profile profile_idc, for example 100 for High
 * @param constraints the byte of constraint flags behind it
 * @param level level_idc, ten times the level
 * @param width pixels as displayed, cropping applied
 * @param height pixels as displayed, cropping applied
 * @param frameRate frames a second by the VUI's timing; 0 when it does not say
 * @param reorderFrames how many pictures may precede another in decoding order and follow it in output; {@link #UNKNOWN} when it
 *     neither says nor implies so
 * @param chromaFormat chroma_format_idc: 0 monochrome, 1 for 4:2:0, 2 for 4:2:2, 3 for 4:4:4
 * @param lumaDepth bits a sample of luma, 8..14
 * @param chromaDepth bits a sample of chroma, 8..14
 */
public record Sps(
        int id,
        int profile,
        int constraints,
        int level,
        int width,
        int height,
        double frameRate,
        int reorderFrames,
        int chromaFormat,
        int lumaDepth,
        int chromaDepth) {
    static final String CODEC = "H.264";

    /** What is not said. */
    public static final int UNKNOWN = -1;

    /** No picture is wider or higher than this many pixels. */
    public static final int MAX_SIDE = 16384;

    /**
     * Reads a sequence parameter set.
     *
     * @param nal the NAL unit without start code, from position to limit, neither of which moves
     * @throws CamkitException {@code CK-3111} if it is malformed, {@code CK-3112} if the picture is larger than {@link #MAX_SIDE} a side
     */
    public static Sps parse(ByteBuffer nal) {
        try {
            return new SpsParser(nal).parse();
        } catch (MalformedException e) {
            throw UnusableSet.unreadable(CODEC, e);
        }
    }

    /** The codec as MIME types name it (RFC 6381, section 3.3), for example {@code avc1.64001f}. */
    public String codecs() {
        return String.format(Locale.ROOT, "avc1.%02x%02x%02x", profile, constraints, level);
    }
}
