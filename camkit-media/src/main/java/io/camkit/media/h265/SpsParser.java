package io.camkit.media.h265;

import io.camkit.media.bits.BitReader;
import io.camkit.media.bits.MalformedException;
import io.camkit.media.bits.UnusableSet;
import java.nio.ByteBuffer;

/** Reads one sequence parameter set; the field names in comments and messages are the standard's. */
final class SpsParser {
    private static final int EXTENDED_SAR = 255;
    private static final int MAX_SUB_LAYERS = 7;
    private static final int SUB_LAYER_PROFILE_BITS = 88;
    private static final double MAX_FRAME_RATE = 1000;
    private static final int MAX_PICTURES = 16;
    private static final int MAX_REFERENCE_SETS = 64;
    private static final int MAX_SIZE_LOG = 6;

    private final BitReader bits;
    private final ByteBuffer nal;

    SpsParser(ByteBuffer nal) {
        this.nal = nal;
        this.bits = BitReader.ofNal(nal, Nal.HEADER_BYTES);
    }

    Sps parse() throws MalformedException {
        if (!nal.hasRemaining() || Nal.type(nal.get(nal.position())) != Nal.SPS) {
            throw new MalformedException("it is none");
        }
        int videoSet = (int) bits.bits(4);
        int lastSubLayer = (int) bits.bits(3);
        if (lastSubLayer == MAX_SUB_LAYERS) {
            throw new MalformedException("sps_max_sub_layers_minus1 is 7, more than 6");
        }
        bits.skip(1); // sps_temporal_id_nesting_flag
        Sps.Profile profile = profile(lastSubLayer);
        int id = bits.unsigned("sps_seq_parameter_set_id", 15);
        int chromaFormat = bits.unsigned("chroma_format_idc", 3);
        if (chromaFormat == 3) {
            bits.skip(1); // separate_colour_plane_flag
        }
        int width = side("pic_width_in_luma_samples");
        int height = side("pic_height_in_luma_samples");
        if (bits.flag()) {
            width = cropped(width, chromaFormat == 1 || chromaFormat == 2 ? 2 : 1);
            height = cropped(height, chromaFormat == 1 ? 2 : 1);
        }
        UnusableSet.requireSize(Sps.CODEC, width, height, Sps.MAX_SIDE);
        int lumaDepth = 8 + bits.unsigned("bit_depth_luma_minus8", 8);
        int chromaDepth = 8 + bits.unsigned("bit_depth_chroma_minus8", 8);
        int orderBits = 4 + bits.unsigned("log2_max_pic_order_cnt_lsb_minus4", 12);
        int reorderFrames = reorderFrames(lastSubLayer);
        return new Sps(
                id,
                videoSet,
                profile,
                width,
                height,
                frameRate(orderBits),
                reorderFrames,
                chromaFormat,
                lumaDepth,
                chromaDepth);
    }

    /** Section 7.3.3. */
    private Sps.Profile profile(int lastSubLayer) throws MalformedException {
        int space = (int) bits.bits(2);
        boolean highTier = bits.flag();
        int number = (int) bits.bits(5);
        int compatibility = (int) bits.bits(32);
        long constraints = bits.bits(48);
        int level = (int) bits.bits(8);
        if (lastSubLayer > 0) {
            long present = bits.bits(16); // two bits for each sub-layer and for those that there are not
            for (int i = 0; i < lastSubLayer; i++) {
                long flags = present >> (14 - 2 * i);
                bits.skip(((flags & 2) != 0 ? SUB_LAYER_PROFILE_BITS : 0) + ((flags & 1) != 0 ? 8 : 0));
            }
        }
        return new Sps.Profile(space, highTier, number, compatibility, constraints, level);
    }

    private int side(String name) throws MalformedException {
        // far above the limit, so that a picture slightly too large is called that and not malformed
        int side = bits.unsigned(name, 0xf_ffff);
        if (side == 0) {
            throw new MalformedException(name + " is 0");
        }
        return side;
    }

    private int cropped(int size, int unit) throws MalformedException {
        int before = bits.unsigned("conf_win_offset", 0xf_ffff);
        int after = bits.unsigned("conf_win_offset", 0xf_ffff);
        int left = size - unit * (before + after);
        if (left <= 0) {
            throw new MalformedException("the conformance window leaves nothing of " + size + " pixels");
        }
        return left;
    }

    /** Of the highest sub-layer, which comes last. */
    private int reorderFrames(int lastSubLayer) throws MalformedException {
        int reorder = 0;
        for (int i = bits.flag() ? 0 : lastSubLayer; i <= lastSubLayer; i++) {
            bits.unsigned("sps_max_dec_pic_buffering_minus1", MAX_PICTURES);
            reorder = bits.unsigned("sps_max_num_reorder_pics", MAX_PICTURES);
            bits.golomb(); // sps_max_latency_increase_plus1
        }
        return reorder;
    }

    /** All that is behind here says nothing but the rate, so what is malformed there costs nothing but that. */
    private double frameRate(int orderBits) {
        try {
            codingTools();
            referencePictures(orderBits);
            bits.skip(2); // sps_temporal_mvp_enabled_flag, strong_intra_smoothing_enabled_flag
            return bits.flag() ? usability() : 0;
        } catch (MalformedException e) {
            return 0;
        }
    }

    private void codingTools() throws MalformedException {
        for (int i = 0; i < 4; i++) {
            bits.unsigned("a block size", MAX_SIZE_LOG);
        }
        bits.unsigned("max_transform_hierarchy_depth_inter", MAX_SIZE_LOG);
        bits.unsigned("max_transform_hierarchy_depth_intra", MAX_SIZE_LOG);
        boolean scaled = bits.flag(); // scaling_list_enabled_flag
        if (scaled && bits.flag()) {
            scalingLists();
        }
        bits.skip(2); // amp_enabled_flag, sample_adaptive_offset_enabled_flag
        if (bits.flag()) {
            bits.skip(8); // PCM sample depths
            bits.unsigned("log2_min_pcm_luma_coding_block_size_minus3", MAX_SIZE_LOG);
            bits.unsigned("log2_diff_max_min_pcm_luma_coding_block_size", MAX_SIZE_LOG);
            bits.skip(1); // pcm_loop_filter_disabled_flag
        }
    }

    /** Section 7.3.4. */
    private void scalingLists() throws MalformedException {
        for (int size = 0; size < 4; size++) {
            for (int matrix = 0; matrix < 6; matrix += size == 3 ? 3 : 1) {
                if (!bits.flag()) {
                    bits.unsigned("scaling_list_pred_matrix_id_delta", 5);
                    continue;
                }
                int coefficients = Math.min(64, 16 << (2 * size)) + (size > 1 ? 1 : 0);
                for (int i = 0; i < coefficients; i++) {
                    bits.signed();
                }
            }
        }
    }

    private void referencePictures(int orderBits) throws MalformedException {
        int sets = bits.unsigned("num_short_term_ref_pic_sets", MAX_REFERENCE_SETS);
        int pictures = 0;
        for (int i = 0; i < sets; i++) {
            pictures = referenceSet(i, pictures);
        }
        if (bits.flag()) {
            int longTerm = bits.unsigned("num_long_term_ref_pics_sps", 32);
            bits.skip(longTerm * (orderBits + 1));
        }
    }

    /** Section 7.3.7: how many pictures the set has, given how many the one before it had. */
    private int referenceSet(int index, int before) throws MalformedException {
        int pictures = 0;
        if (index > 0 && bits.flag()) {
            bits.skip(1); // delta_rps_sign
            bits.unsigned("abs_delta_rps_minus1", 0x7fff);
            for (int i = 0; i <= before; i++) {
                boolean used = bits.flag();
                pictures += used || bits.flag() ? 1 : 0;
            }
        } else {
            pictures =
                    bits.unsigned("num_negative_pics", MAX_PICTURES) + bits.unsigned("num_positive_pics", MAX_PICTURES);
            for (int i = 0; i < pictures; i++) {
                bits.unsigned("delta_poc_minus1", 0x7fff);
                bits.skip(1); // used_by_curr_pic_flag
            }
        }
        if (pictures > 2 * MAX_PICTURES) {
            throw new MalformedException("a reference picture set has " + pictures + " pictures");
        }
        return pictures;
    }

    /** Annex E.2.1, as far as the timing. */
    private double usability() throws MalformedException {
        if (bits.flag() && bits.bits(8) == EXTENDED_SAR) {
            bits.skip(32);
        }
        if (bits.flag()) {
            bits.skip(1); // overscan_appropriate_flag
        }
        if (bits.flag()) {
            bits.skip(4); // video_format, video_full_range_flag
            if (bits.flag()) {
                bits.skip(24); // colour_primaries, transfer_characteristics, matrix_coeffs
            }
        }
        if (bits.flag()) {
            bits.unsigned("chroma_sample_loc_type_top_field", 5);
            bits.unsigned("chroma_sample_loc_type_bottom_field", 5);
        }
        bits.skip(3); // neutral_chroma_indication_flag, field_seq_flag, frame_field_info_present_flag
        if (bits.flag()) {
            for (int i = 0; i < 4; i++) {
                bits.golomb(); // default display window
            }
        }
        if (!bits.flag()) {
            return 0;
        }
        long unitsInTick = bits.bits(32);
        long timeScale = bits.bits(32);
        double rate = unitsInTick == 0 ? 0 : (double) timeScale / unitsInTick;
        return rate <= MAX_FRAME_RATE ? rate : 0;
    }
}
