package io.camkit.codec.javacv;

import io.camkit.Track;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** What H.264 and H.265 have each in their own way. */
sealed interface NalSyntax permits H264Syntax, H265Syntax {
    /** Video counts 90,000 ticks a second. */
    int CLOCK_RATE = 90_000;

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

    /** Takes note of a parameter set, without start code. */
    void learn(ByteBuffer set);

    /** Whether a decoder could start with the parameter sets known. */
    boolean complete();

    /** The track of the parameter sets known, which are complete. */
    Track track();

    /** How deep pictures are reordered; {@link io.camkit.media.h264.Sps#UNKNOWN} when nobody says. */
    int reorderFrames();

    /**
     * Reads the configuration record of ISO/IEC 14496-15.
     *
     * @param configuration from position to limit
     * @param sets takes each parameter set, without start code
     * @return how many bytes the length before each NAL unit has
     * @throws java.nio.BufferUnderflowException if it ends too soon
     */
    int configuration(ByteBuffer configuration, Consumer<ByteBuffer> sets);

    /** Reads {@code count} parameter sets, each with its length in front. */
    static void sets(ByteBuffer from, int count, Consumer<ByteBuffer> sets) {
        for (int i = 0; i < count; i++) {
            int length = from.getShort() & 0xffff;
            if (length > from.remaining()) {
                throw new java.nio.BufferUnderflowException();
            }
            sets.accept(from.slice(from.position(), length));
            from.position(from.position() + length);
        }
    }
}
