package io.camkit.media.rtp;

import java.nio.ByteBuffer;

/**
 * How the packets of one sender arrived (RFC 3550, section 6.4.1).
 *
 * @param source the sender's synchronization source; 32 bits, unsigned
 * @param fractionLost of the packets since the report before it, in 256ths, 0..255
 * @param lost packets that never came, less those that came twice, since the beginning; 24 bits, signed
 * @param highestSequence the highest sequence number, its wraps counted in the upper 16 bits
 * @param jitter the mean deviation of the packets' distance, in time stamp units
 * @param lastReport the short time of the last sender report; 0 when there was none
 * @param sinceLastReport since then, in 65536ths of a second
 */
public record ReceptionReport(
        int source, int fractionLost, int lost, int highestSequence, int jitter, int lastReport, int sinceLastReport) {
    void write(ByteBuffer packet) {
        packet.putInt(source).putInt((fractionLost << 24) | (lost & 0xff_ffff)).putInt(highestSequence);
        packet.putInt(jitter).putInt(lastReport).putInt(sinceLastReport);
    }

    /** Reads a report block, all of which is there. */
    static ReceptionReport read(ByteBuffer packet, int at) {
        int loss = packet.getInt(at + 4);
        return new ReceptionReport(
                packet.getInt(at),
                loss >>> 24,
                (loss << Byte.SIZE) >> Byte.SIZE,
                packet.getInt(at + 8),
                packet.getInt(at + 12),
                packet.getInt(at + 16),
                packet.getInt(at + 20));
    }

    /**
     * The time that a packet takes there and back.
     *
     * @param nowShort the {@linkplain SenderReports#shortTime short time} of the sender's wall clock when this arrived
     * @return seconds; negative when it cannot be told
     */
    public double roundTripSeconds(int nowShort) {
        return lastReport == 0 ? -1 : (nowShort - lastReport - sinceLastReport) / 65_536.0;
    }
}
