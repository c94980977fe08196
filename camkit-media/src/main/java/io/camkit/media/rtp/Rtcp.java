package io.camkit.media.rtp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a sender of RTP says beside its packets (RFC 3550, section 6), as far as a receiver has use for it. */
public sealed interface Rtcp {
    /** The synchronization source that says it; 32 bits, unsigned. */
    int source();

    /**
     * A sender report (section 6.4.1): one moment on two clocks.
     *
     * @param ntpTime the sender's wall clock: seconds since 1900 in the upper 32 bits, their fraction in the lower
     * @param rtpTime the same moment as its RTP time stamps count
     */
    record SenderReport(int source, long ntpTime, int rtpTime) implements Rtcp {
        /** The middle 32 bits of the wall clock, which a receiver report sends back. */
        int shortTime() {
            return (int) (ntpTime >>> 16);
        }
    }

    /** The sender has left (section 6.6). */
    record Goodbye(int source) implements Rtcp {}

    /**
     * Reads a compound packet.
     *
     * @param packet from position to limit, neither of which moves
     * @return the sender reports and good-byes in it, in their order; what stands behind a malformed part is left out
     */
    static List<Rtcp> read(ByteBuffer packet) {
        List<Rtcp> all = new ArrayList<>();
        int at = packet.position();
        while (packet.limit() - at >= RtcpFormat.HEADER_BYTES) {
            int first = packet.get(at) & 0xff;
            int length = Integer.BYTES * ((packet.getShort(at + 2) & 0xffff) + 1);
            if (first >> 6 != RtcpFormat.VERSION || length > packet.limit() - at) {
                break;
            }
            part(packet.get(at + 1) & 0xff, first & 0x1f, packet.slice(at, length), all);
            at += length;
        }
        return all;
    }

    private static void part(int type, int count, ByteBuffer part, List<Rtcp> all) {
        if (type == RtcpFormat.SENDER_REPORT && part.limit() >= RtcpFormat.SENDER_REPORT_BYTES) {
            all.add(new SenderReport(part.getInt(4), part.getLong(8), part.getInt(16)));
        } else if (type == RtcpFormat.GOODBYE) {
            for (int i = 1; i <= count && part.limit() >= (i + 1) * Integer.BYTES; i++) {
                all.add(new Goodbye(part.getInt(i * Integer.BYTES)));
            }
        }
    }
}
