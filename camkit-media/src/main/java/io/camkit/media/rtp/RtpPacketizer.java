package io.camkit.media.rtp;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.Track;

/**
 * Cuts the frames of one track into RTP payloads: H.264 (RFC 6184, packetization mode 1), H.265 (RFC 7798, without decoding order
 * numbers), and sound that is one frame a packet (RFC 3551, RFC 7587).
 *
 * <p>Nothing of a frame is copied: its payloads are ranges of its memory with a few bytes in front.
 *
 * <p><b>Threading.</b> Any thread.
 */
public sealed interface RtpPacketizer permits NalPacketizer, SoundPacketizer {
    /** Whether {@link #of} can cut frames of this codec. */
    static boolean cuts(Codec codec) {
        return switch (codec) {
            case H264, H265, OPUS, PCMU, PCMA -> true;
            case JPEG, I420, GRAY8, AAC -> false;
        };
    }

    /**
     * The packetizer of one track.
     *
     * @param track of a codec that it {@link #cuts}; its parameter sets are sent before each key frame
     * @param maxBytes the longest payload; at least 64
     */
    static RtpPacketizer of(Track track, int maxBytes) {
        if (maxBytes < 64) {
            throw new IllegalArgumentException("payloads of " + maxBytes + " bytes: at least 64 are needed");
        }
        return switch (track.codec()) {
            case H264 -> new NalPacketizer(track, new H264Payloads(), maxBytes);
            case H265 -> new NalPacketizer(track, new H265Payloads(), maxBytes);
            case OPUS, PCMU, PCMA -> new SoundPacketizer(maxBytes);
            case JPEG, I420, GRAY8, AAC -> throw new IllegalArgumentException(track + " is not sent over RTP");
        };
    }

    /**
     * The payloads of one frame, in the order in which they are sent; none if it holds nothing to send, or is sound that is too long for
     * one packet (more than 140 ms of G.711 in 1180 bytes).
     *
     * @param frame of the packetizer's track; the caller keeps its share
     */
    RtpPayloads cut(Frame frame);
}
