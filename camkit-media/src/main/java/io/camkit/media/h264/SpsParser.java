package io.camkit.media.h264;

import io.camkit.media.bits.BitReader;
import io.camkit.media.bits.MalformedException;
import io.camkit.media.bits.UnusableSet;
import java.nio.ByteBuffer;

/** Reads one sequence parameter set; the field names in comments and messages are the standard's. */
final class SpsParser {
    private static final int EXTENDED_SAR = 255;
    private static final int MAX_REORDER = 16;
    private static final double MAX_FRAME_RATE = 1000;

    private final BitReader bits;
    private final ByteBuffer nal;

    private int chromaFormat = 1;
    private int lumaDepth = 8;
    private int chromaDepth = 8;
    private double frameRate;
    private int reorderFrames = Sps.UNKNOWN;

    SpsParser(ByteBuffer nal) {
        this.nal = nal;
        this.bits = BitReader.ofNal(nal, 1);
    }

    Sps parse() throws MalformedException {
        if (!nal.hasRemaining() || Nal.type(nal.get(nal.position())) != Nal.SPS) {
            throw new MalformedException("it is none");
        }
        int profile = (int) bits.bits(8);
        int constraints = (int) bits.bits(8);
        int level = (int) bits.bits(8);
        int id = bits.unsigned("seq_parameter_set_id", 31);
        if (hasChromaFormat(profile)) {
            chromaFormat();
        }
        bits.unsigned("log2_max_frame_num_minus4", 12);
        int orderType = pictureOrderCount();
        bits.unsigned("max_num_ref_frames", 16);
        bits.skip(1); // gaps_in_frame_num_value_allowed_flag
        int columns = macroblocks("pic_width_in_mbs_minus1");
        int rows = macroblocks("pic_height_in_map_units_minus1");
        boolean framesOnly = bits.flag();
        int fieldFactor = framesOnly ? 1 : 2;
        if (!framesOnly) {
            bits.skip(1); // mb_adaptive_frame_field_flag
        }
        bits.skip(1); // direct_8x8_inference_flag
        int width = columns * 16;
        int height = rows * 16 * fieldFactor;
        if (bits.flag()) {
            int unitX = chromaFormat == 1 || chromaFormat == 2 ? 2 : 1; // section 7.4.2.1.1
            int unitY = (chromaFormat == 1 ? 2 : 1) * fieldFactor;
            width = cropped(width, unitX);
            height = cropped(height, unitY);
        }
        if (bits.flag()) {
            usability();
        }
        UnusableSet.requireSize(Sps.CODEC, width, height, Sps.MAX_SIDE);
        if (reorderFrames == Sps.UNKNOWN && impliesNoReordering(profile, constraints, orderType)) {
            reorderFrames = 0;
        }
        return new Sps(
                id,
                profile,
                constraints,
                level,
                width,
                height,
                frameRate,
                reorderFrames,
                chromaFormat,
                lumaDepth,
                chromaDepth);
    }

    /** Section 7.3.2.1.1: the profiles that spell out their chroma format. */
    private static boolean hasChromaFormat(int profile) {
        return switch (profile) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
            default -> false;
        };
    }

    private void chromaFormat() throws MalformedException {
        chromaFormat = bits.unsigned("chroma_format_idc", 3);
        if (chromaFormat == 3) {
            bits.skip(1); // separate_colour_plane_flag: sizes are those of 4:4:4 or of monochrome, which are equal
        }
        lumaDepth = 8 + bits.unsigned("bit_depth_luma_minus8", 6);
        chromaDepth = 8 + bits.unsigned("bit_depth_chroma_minus8", 6);
        bits.skip(1); // qpprime_y_zero_transform_bypass_flag
        if (bits.flag()) {
            int lists = chromaFormat == 3 ? 12 : 8;
            for (int i = 0; i < lists; i++) {
                if (bits.flag()) {
                    scalingList(i < 6 ? 16 : 64);
                }
            }
        }
    }

    private void scalingList(int size) throws MalformedException {
        long last = 8;
        long next = 8;
        for (int i = 0; i < size; i++) {
            if (next != 0) {
                next = (last + bits.signed()) & 0xff;
            }
            last = next == 0 ? last : next;
        }
    }

    private int pictureOrderCount() throws MalformedException {
        int type = bits.unsigned("pic_order_cnt_type", 2);
        if (type == 0) {
            bits.unsigned("log2_max_pic_order_cnt_lsb_minus4", 12);
        } else if (type == 1) {
            bits.skip(1); // delta_pic_order_always_zero_flag
            bits.signed(); // offset_for_non_ref_pic
            bits.signed(); // offset_for_top_to_bottom_field
            int cycle = bits.unsigned("num_ref_frames_in_pic_order_cnt_cycle", 255);
            for (int i = 0; i < cycle; i++) {
                bits.signed();
            }
        }
        return type;
    }

    private int macroblocks(String name) throws MalformedException {
        // far above the limit, so that a picture slightly too large is called that and not malformed
        return bits.unsigned(name, 0xffff) + 1;
    }

    private int cropped(int size, int unit) throws MalformedException {
        int before = bits.unsigned("frame_crop_offset", 0xffff);
        int after = bits.unsigned("frame_crop_offset", 0xffff);
        int left = size - unit * (before + after);
        if (left <= 0) {
            throw new MalformedException("cropping leaves nothing of " + size + " pixels");
        }
        return left;
    }

    /** Baseline has no B slices; order type 2 and intra-only profiles forbid reordering (sections A.2 and E.2.1). */
    private static boolean impliesNoReordering(int profile, int constraints, int orderType) {
        boolean intraOnly = (constraints & 0x10) != 0
                && switch (profile) {
                    case 44, 86, 100, 110, 122, 244 -> true;
                    default -> false;
                };
        return profile == 66 || orderType == 2 || intraOnly;
    }

    /** Annex E.1.1. */
    private void usability() throws MalformedException {
        if (bits.flag() && bits.bits(8) == EXTENDED_SAR) {
            bits.skip(32);
        }
        if (bits.flag()) {
            bits.skip(1); // overscan_appropriate_flag
        }
        if (bits.flag()) {
            bits.skip(4); // video_format, video_full_range_flag
            if (bits.flag()) {
                bits.skip(24); // colour_primaries, transfer_characteristics, matrix_coefficients
            }
        }
        if (bits.flag()) {
            bits.unsigned("chroma_sample_loc_type_top_field", 5);
            bits.unsigned("chroma_sample_loc_type_bottom_field", 5);
        }
        if (bits.flag()) {
            timing();
        }
        boolean nalHrd = bits.flag();
        if (nalHrd) {
            referenceDecoder();
        }
        boolean vclHrd = bits.flag();
        if (vclHrd) {
            referenceDecoder();
        }
        if (nalHrd || vclHrd) {
            bits.skip(1); // low_delay_hrd_flag
        }
        bits.skip(1); // pic_struct_present_flag
        if (bits.flag()) {
            restrictions();
        }
    }

    private void timing() throws MalformedException {
        long unitsInTick = bits.bits(32);
        long timeScale = bits.bits(32);
        bits.skip(1); // fixed_frame_rate_flag
        double rate = unitsInTick == 0 ? 0 : timeScale / (2.0 * unitsInTick);
        frameRate = rate <= MAX_FRAME_RATE ? rate : 0;
    }

    private void referenceDecoder() throws MalformedException {
        int specifications = bits.unsigned("cpb_cnt_minus1", 31) + 1;
        bits.skip(8); // bit_rate_scale, cpb_size_scale
        for (int i = 0; i < specifications; i++) {
            bits.signed(); // bit_rate_value_minus1
            bits.signed(); // cpb_size_value_minus1
            bits.skip(1); // cbr_flag
        }
        bits.skip(20); // lengths of delays and of the time offset
    }

    private void restrictions() throws MalformedException {
        bits.skip(1); // motion_vectors_over_pic_boundaries_flag
        bits.unsigned("max_bytes_per_pic_denom", 16);
        bits.unsigned("max_bits_per_mb_denom", 16);
        bits.unsigned("log2_max_mv_length_horizontal", 32);
        bits.unsigned("log2_max_mv_length_vertical", 32);
        reorderFrames = bits.unsigned("max_num_reorder_frames", MAX_REORDER);
        bits.unsigned("max_dec_frame_buffering", MAX_REORDER);
    }
}
