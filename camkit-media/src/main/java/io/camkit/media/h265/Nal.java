package io.camkit.media.h265;

/** NAL units of H.265 (ITU-T H.265, section 7.4.2.2). Start codes are those of {@link io.camkit.media.h264.Nal}. */
public final class Nal {
    /** The first slice type whose pictures may refer to what precedes a random access point (RASL_N). */
    public static final int FIRST_SKIPPED = 8;
    /** The last of them (RASL_R). */
    public static final int LAST_SKIPPED = 9;
    /** The first slice type of pictures at which decoding can start (BLA_W_LP). */
    public static final int FIRST_RANDOM_ACCESS = 16;
    /** The last slice type of pictures at which decoding can start, reserved ones included. */
    public static final int LAST_RANDOM_ACCESS = 23;
    /** The last type of slices. */
    public static final int LAST_SLICE = 31;
    /** Video parameter set. */
    public static final int VPS = 32;
    /** Sequence parameter set. */
    public static final int SPS = 33;
    /** Picture parameter set. */
    public static final int PPS = 34;
    /** Access unit delimiter. */
    public static final int AUD = 35;
    /** Padding. */
    public static final int FILLER = 38;
    /** Supplemental enhancement information in front of a picture. */
    public static final int PREFIX_SEI = 39;

    /** Bytes in front of the payload. */
    public static final int HEADER_BYTES = 2;

    private static final int FIRST_LEADING = 6;

    private Nal() {}

    /** The type in the first byte of a NAL unit: 0..63. */
    public static int type(byte first) {
        return (first >> 1) & 0x3f;
    }

    /** The layer in the first two bytes: 0 is the picture itself, others refine it. */
    public static int layer(int header) {
        return (header >> 3) & 0x3f;
    }

    /** Whether a NAL unit of this type carries a part of a picture. */
    public static boolean isPicture(int type) {
        return type <= LAST_SLICE;
    }

    /** Whether decoding can start with a picture of this type. */
    public static boolean isRandomAccess(int type) {
        return type >= FIRST_RANDOM_ACCESS && type <= LAST_RANDOM_ACCESS;
    }

    /** Whether a picture of this type cannot be decoded when decoding started with the random access point before it. */
    public static boolean isSkippedAfterStart(int type) {
        return type == FIRST_SKIPPED || type == LAST_SKIPPED;
    }

    /** Whether a picture of this type follows its random access point in output too: none that is skipped comes behind it. */
    public static boolean isTrailing(int type) {
        return type < FIRST_LEADING;
    }

    /** Whether a NAL unit of this type, behind a picture, begins the next access unit (section 7.4.2.4.4). */
    public static boolean startsAfterPicture(int type) {
        return (type >= VPS && type <= AUD)
                || type == PREFIX_SEI
                || (type >= 41 && type <= 44)
                || (type >= 48 && type <= 55);
    }
}
