package io.camkit.media.nal;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Track;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * What H.264 and H.265 have each in their own way, with the parameter sets that a stream has shown so far.
 *
 * <p><b>Threading.</b> One thread.
 */
public sealed interface NalSyntax permits H264Syntax, H265Syntax {
    /**
     * The syntax of one stream.
     *
     * @param codec H.264 or H.265
     * @param clockRate ticks a second of the track's time stamps
     * @param announcedRate frames a second by some other source, taken where the parameter sets do not say; 0 when unknown
     */
    static NalSyntax of(Codec codec, int clockRate, double announcedRate) {
        return switch (codec) {
            case H264 -> new H264Syntax(clockRate, announcedRate);
            case H265 -> new H265Syntax(clockRate, announcedRate);
            default -> throw new IllegalArgumentException(codec + " has no NAL units");
        };
    }

    /** Bytes in front of a NAL unit's payload. */
    int headerBytes();

    /** The type in a NAL unit's first byte, 0..63. */
    int type(byte first);

    /** Whether a NAL unit, from position to limit and longer than its header, refines a picture that is whole without it. */
    boolean isEnhancement(ByteBuffer nal);

    /** Bit <i>n</i> says whether NAL units of type <i>n</i> are parameter sets, each type of which a key frame needs. */
    long parameterSetTypes();

    /** Whether NAL units of this type are parameter sets. */
    default boolean isParameterSet(int type) {
        return ((parameterSetTypes() >> type) & 1) != 0;
    }

    /** Whether such a NAL unit is a slice. */
    boolean isPicture(int type);

    /** Whether decoding can start with such a picture. */
    boolean isKeyFrame(int type);

    /** Whether such a picture cannot be decoded when decoding started with the key frame before it. */
    boolean isSkippedAfterStart(int type);

    /** Whether no picture that is skipped comes behind such a one. */
    boolean endsSkipping(int type);

    /** Whether such a NAL unit, behind a picture of the same time stamp, begins another access unit. */
    boolean startsUnit(int type, boolean firstSlice);

    /**
     * Takes note of a parameter set, without start code; it is copied if it is kept.
     *
     * @throws CamkitException {@code CK-3111} or {@code CK-3112} if it is unusable; what was known before stays
     */
    void learn(ByteBuffer set);

    /** Whether a decoder could start with the parameter sets known. */
    boolean complete();

    /** The track of the parameter sets known, which are complete: the same object until something changes. */
    Track track();

    /** How deep pictures are reordered; {@link io.camkit.media.h264.Sps#UNKNOWN} when nobody says. */
    int reorderFrames();

    /**
     * Reads the configuration record of ISO/IEC 14496-15.
     *
     * @param configuration from position to limit, neither of which moves
     * @param sets takes each parameter set, without start code
     * @return how many bytes the length before each NAL unit has, 1..4
     * @throws BufferUnderflowException or {@link IllegalArgumentException} if it ends too soon
     */
    int configuration(ByteBuffer configuration, Consumer<ByteBuffer> sets);
}
