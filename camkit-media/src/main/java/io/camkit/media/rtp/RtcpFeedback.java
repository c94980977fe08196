package io.camkit.media.rtp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a receiver of RTP says to its sender (RFC 3550, RFC 4585, RFC 5104), as far as a sender has use for it. */
public sealed interface RtcpFeedback {
    /** How many parts of one compound packet are read; what stands behind is left out. */
    int MAX_PARTS = 64;

    /** How one stream arrives. */
    record Report(ReceptionReport about) implements RtcpFeedback {}

    /**
     * Packets that are missing (RFC 4585, section 6.2.1), at most 17.
     *
     * @param sequence the first of them, 0..65535
     * @param following bit <i>n</i> says whether the packet <i>n</i> + 1 behind it is missing as well
     */
    record Missing(int media, int sequence, int following) implements RtcpFeedback {}

    /** A picture cannot be decoded: a key frame is needed (RFC 4585, section 6.3.1; RFC 5104, section 4.3.1). */
    record KeyFrameNeeded(int media) implements RtcpFeedback {}

    /** What the receiver believes the way to it can carry (draft-alvestrand-rmcat-remb-03). */
    record Estimate(long bitsPerSecond) implements RtcpFeedback {}

    /** The receiver has left (RFC 3550, section 6.6). */
    record Left(int source) implements RtcpFeedback {}

    /**
     * Reads a compound packet or a reduced one (RFC 5506).
     *
     * @param packet from position to limit, neither of which moves
     * @return what is understood of it, in its order; what stands behind a malformed part is left out
     */
    static List<RtcpFeedback> read(ByteBuffer packet) {
        List<RtcpFeedback> all = new ArrayList<>();
        int at = packet.position();
        for (int parts = 0; parts < MAX_PARTS && packet.limit() - at >= RtcpFormat.HEADER_BYTES; parts++) {
            int first = packet.get(at) & 0xff;
            int length = Integer.BYTES * ((packet.getShort(at + 2) & 0xffff) + 1);
            if (first >> 6 != RtcpFormat.VERSION || length > packet.limit() - at) {
                break;
            }
            new RtcpFeedbackReader(packet.slice(at, length), all).part(packet.get(at + 1) & 0xff, first & 0x1f);
            at += length;
        }
        return all;
    }
}
