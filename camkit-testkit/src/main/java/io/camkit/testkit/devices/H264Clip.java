package io.camkit.testkit.devices;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** H.264 NAL units of one size of picture: real parameter sets, and slices without a picture in them. */
enum H264Clip {
    LARGE("6742c01fd9005005bb011000000300100000030320f1832480"),
    SMALL("6742c01ed900a02ff97011000003000100000300320f162e48");

    private static final String PPS = "68cb83cb20";
    private static final byte[] IDR_SLICE = bytes("6588840bf2628001");
    private static final byte[] DELTA_SLICE = bytes("419a2207f8");
    private static final int SLICE_BYTES = 1000;

    @SuppressWarnings("ImmutableEnumChecker") // never written to
    private final byte[] sps;

    H264Clip(String sps) {
        this.sps = bytes(sps);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** RFC 6184, section 8.1. */
    String sprop() {
        return Base64.getEncoder().encodeToString(sps) + ","
                + Base64.getEncoder().encodeToString(bytes(PPS));
    }

    /** The NAL units of the n-th access unit, without start codes. */
    List<byte[]> units(int n, boolean key) {
        byte[] start = key ? IDR_SLICE : DELTA_SLICE;
        byte[] slice = new byte[SLICE_BYTES];
        // never zero, so that no start code appears
        Arrays.fill(slice, (byte) (0x40 | (n & 0x3f)));
        System.arraycopy(start, 0, slice, 0, start.length);
        return key ? List.of(sps, bytes(PPS), slice) : List.of(slice);
    }
}
