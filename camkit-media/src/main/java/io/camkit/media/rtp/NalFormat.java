package io.camkit.media.rtp;

import io.camkit.Track;
import java.nio.ByteBuffer;

/** What H.264 and H.265 have each in their own way. */
interface NalFormat {
    /** Hands the NAL units of one payload, which is not empty, to {@code unit}. */
    void payload(ByteBuffer payload, AccessUnitBuilder unit);

    /** Bytes in front of a NAL unit's payload. */
    int headerBytes();

    /** The type in a NAL unit's first byte, 0..63. */
    int type(byte first);

    /** Bit <i>n</i> says whether NAL units of type <i>n</i> are parameter sets, each type of which a key frame needs. */
    long parameterSetTypes();

    boolean isPicture(int type);

    /** Whether decoding can start with such a picture. */
    boolean isKeyFrame(int type);

    /** Whether such a picture cannot be decoded when decoding started with the key frame before it. */
    boolean isSkippedAfterStart(int type);

    /** Whether no picture that is skipped comes behind such a one. */
    boolean endsSkipping(int type);

    /** Whether such a NAL unit, behind a picture of the same time stamp, begins another access unit. */
    boolean startsUnit(int type, boolean firstSlice);

    /** Takes note of a parameter set; see {@link io.camkit.media.h264.ParameterSets#offer}. */
    void learn(ByteBuffer set);

    /** Whether a decoder could start with the parameter sets known. */
    boolean complete();

    /** The track of the parameter sets known, which are complete. */
    Track track();

    /** How deep pictures are reordered; {@link io.camkit.media.h264.Sps#UNKNOWN} when nobody says. */
    int reorderFrames();
}
