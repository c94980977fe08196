package io.camkit.media.rtp;

import java.nio.ByteBuffer;

/** The header of one packet after the other (RFC 3550, section 5.1). One object reads them all. */
final class RtpHeader {
    private static final int FIXED_BYTES = 12;
    private static final int VERSION = 2;

    private boolean marker;
    private int payloadType;
    private int sequence;
    private int timestamp;
    private int source;
    private int payloadStart;
    private int payloadEnd;

    /**
     * Reads a header.
     *
     * @param packet from position to limit, neither of which moves
     * @return whether it is a packet; if not, the fields mean nothing
     */
    boolean read(ByteBuffer packet) {
        int start = packet.position();
        int end = packet.limit();
        if (end - start < FIXED_BYTES) {
            return false;
        }
        int first = packet.get(start) & 0xff;
        if (first >> 6 != VERSION) {
            return false;
        }
        int body = start + FIXED_BYTES + (first & 0x0f) * Integer.BYTES; // behind the contributing sources
        if ((first & 0x10) != 0) { // header extension, section 5.3.1
            if (end - body < Integer.BYTES) {
                return false;
            }
            body += Integer.BYTES + (packet.getShort(body + 2) & 0xffff) * Integer.BYTES;
        }
        if (body > end) {
            return false;
        }
        if ((first & 0x20) != 0) { // padding, whose last byte is its length
            int padding = body < end ? packet.get(end - 1) & 0xff : 0;
            if (padding == 0 || padding > end - body) {
                return false;
            }
            end -= padding;
        }
        int second = packet.get(start + 1) & 0xff;
        marker = (second & 0x80) != 0;
        payloadType = second & 0x7f;
        sequence = packet.getShort(start + 2) & 0xffff;
        timestamp = packet.getInt(start + 4);
        source = packet.getInt(start + 8);
        payloadStart = body;
        payloadEnd = end;
        return true;
    }

    boolean marker() {
        return marker;
    }

    int payloadType() {
        return payloadType;
    }

    /** 16 bits, unsigned. */
    int sequence() {
        return sequence;
    }

    /** 32 bits, unsigned. */
    int timestamp() {
        return timestamp;
    }

    /** The synchronization source, which says whether the sender is still the same. */
    int source() {
        return source;
    }

    /** Index of the payload's first byte in the packet's buffer. */
    int payloadStart() {
        return payloadStart;
    }

    /** Index behind the payload's last byte. */
    int payloadEnd() {
        return payloadEnd;
    }
}
