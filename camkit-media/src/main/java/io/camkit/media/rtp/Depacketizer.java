package io.camkit.media.rtp;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.media.sdp.MediaDescription;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.spi.FrameAllocator;
import java.nio.ByteBuffer;

/**
 * Makes the RTP packets of one media description into frames.
 *
 * <p>What reaches the output decodes: a frame that lost a part, or refers to one that did, is dropped and counted, up to the next key
 * frame. Time stamps are unwrapped to 64 bits; the first frame's presentation time is its arrival on the kit's clock, in the track's
 * ticks and one second at least, so that the frames of one attempt follow those of the attempt before it and no time is negative.
 *
 * <p><b>Ownership.</b> Packets are borrowed for the call. A frame given to the output belongs to the output. An unfinished frame is held
 * until {@link #close}.
 *
 * <p><b>Threading.</b> One thread; the output is called inside {@link #packet}.
 *
 * <p><b>Errors.</b> No packet makes it throw; see {@link DropReason}.
 */
public interface Depacketizer extends AutoCloseable {
    /** An access unit that exceeds this many bytes is dropped. */
    int MAX_FRAME_BYTES = 8 << 20;

    /** Takes what a depacketizer makes. */
    interface Output {
        /** A whole frame, which belongs to the output from now on. */
        void frame(Frame frame);

        /** One access unit or packet was given up. */
        void dropped(DropReason reason);

        /** The next frame's time comes from its arrival, because the sender's time stamp makes no sense. */
        default void timeRepaired() {}

        /** From here on nothing decodes until the sender starts anew; called once each time that becomes so. */
        default void keyFrameWanted() {}

        /** A picture was dropped because the sender's parameter sets cannot be used; {@code why} is what is wrong with the last one. */
        default void unusable(CamkitException why) {}
    }

    /** Whether {@link #of} can read this kind of payload. */
    static boolean reads(RtpFormat format) {
        return PayloadReaders.reads(format);
    }

    /**
     * The depacketizer for {@code media}, expecting packets in order (as TCP brings them).
     *
     * @throws CamkitException {@code CK-3103} if camkit cannot read its format
     */
    static Depacketizer of(MediaDescription media, FrameAllocator allocator, Output output) {
        return PayloadReaders.receiver(media, 0, allocator, output);
    }

    /**
     * The depacketizer for {@code media}, which puts packets that overtook each other back in order (as UDP needs it).
     *
     * @param window how many packets may wait for a missing one, 1..512; the next packet ends a wait of more than a tenth of a second
     * @throws CamkitException {@code CK-3103} if camkit cannot read its format
     */
    static Depacketizer reordering(MediaDescription media, int window, FrameAllocator allocator, Output output) {
        if (window < 1 || window > 512) {
            throw new IllegalArgumentException("window of " + window + " packets: must be 1..512");
        }
        return PayloadReaders.receiver(media, window, allocator, output);
    }

    /**
     * Takes one RTP packet.
     *
     * @param packet from position to limit, neither of which moves
     * @param arrivalNanos when it arrived, on the kit's clock
     */
    void packet(ByteBuffer packet, long arrivalNanos);

    /** Whether frames are being dropped because no key frame has come yet. */
    boolean keyFrameWanted();

    /** Gives back what is unfinished. Packets after it are ignored. Calling it twice does nothing. */
    @Override
    void close();
}
