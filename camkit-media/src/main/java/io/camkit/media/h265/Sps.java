package io.camkit.media.h265;

import io.camkit.CamkitException;
import io.camkit.media.bits.MalformedException;
import io.camkit.media.bits.UnusableSet;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * What a sequence parameter set says (ITU-T H.265, section 7.3.2.2 and Annex E).
 *
 * @param id sps_seq_parameter_set_id, 0..15
 * @param videoSet the video parameter set that it refers to, 0..15
 * @param profile what a decoder must be capable of
 * @param width pixels as displayed, conformance window applied
 * @param height pixels as displayed, conformance window applied
 * @param frameRate pictures a second by the VUI's timing; 0 when it does not say
 * @param reorderFrames how many pictures may precede another in decoding order and follow it in output
 * @param chromaFormat chroma_format_idc: 0 monochrome, 1 for 4:2:0, 2 for 4:2:2, 3 for 4:4:4
 * @param lumaDepth bits a sample of luma, 8..16
 * @param chromaDepth bits a sample of chroma, 8..16
 */
public record Sps(
        int id,
        int videoSet,
        Profile profile,
        int width,
        int height,
        double frameRate,
        int reorderFrames,
        int chromaFormat,
        int lumaDepth,
        int chromaDepth) {
    /** No picture is wider or higher than this many pixels. */
    public static final int MAX_SIDE = io.camkit.media.h264.Sps.MAX_SIDE;

    static final String CODEC = "H.265";

    private static final int CONSTRAINT_BYTES = 6;

    /**
     * The general part of profile_tier_level (section 7.3.3).
     *
     * @param space general_profile_space, 0..3
     * @param highTier general_tier_flag
     * @param number general_profile_idc, for example 1 for Main
     * @param compatibility general_profile_compatibility_flag[0] in the highest bit
     * @param constraints the 48 bits behind it
     * @param level general_level_idc, thirty times the level
     */
    public record Profile(int space, boolean highTier, int number, int compatibility, long constraints, int level) {}

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

    /** The codec as MIME types name it (ISO/IEC 14496-15, annex E.3), for example {@code hvc1.1.6.L93.B0}. */
    public String codecs() {
        var text = new StringBuilder("hvc1.");
        if (profile.space() > 0) {
            text.append((char) ('A' + profile.space() - 1));
        }
        text.append(profile.number());
        text.append('.').append(Integer.toHexString(Integer.reverse(profile.compatibility())));
        text.append('.').append(profile.highTier() ? 'H' : 'L').append(profile.level());
        long left = profile.constraints() << (Byte.SIZE * (Long.BYTES - CONSTRAINT_BYTES));
        for (; left != 0; left <<= Byte.SIZE) {
            text.append('.').append(Long.toHexString(left >>> (Byte.SIZE * (Long.BYTES - 1))));
        }
        return text.toString().toUpperCase(Locale.ROOT).replaceFirst("HVC1", "hvc1");
    }
}
