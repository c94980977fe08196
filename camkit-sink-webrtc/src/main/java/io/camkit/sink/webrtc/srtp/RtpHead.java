package io.camkit.sink.webrtc.srtp;

/** What the head of a packet says that stays in clear (RFC 3550, section 5.1). */
final class RtpHead {
    static final int FIXED_BYTES = 12;
    private static final int VERSION = 2;

    private RtpHead() {}

    /** 16 bits, unsigned. */
    static int sequence(byte[] packet) {
        return Words.getShort(packet, 2);
    }

    static int source(byte[] packet) {
        return Words.getInt(packet, 8);
    }

    /**
     * The header with its contributing sources and its extension.
     *
     * @param end where the encrypted part ends at the latest
     * @return its length, or -1 if this is no packet
     */
    static int length(byte[] packet, int end) {
        if (end < FIXED_BYTES) {
            return -1;
        }
        int first = packet[0] & 0xff;
        if (first >> 6 != VERSION) {
            return -1;
        }
        int length = FIXED_BYTES + (first & 0x0f) * Integer.BYTES;
        if ((first & 0x10) != 0) { // header extension, section 5.3.1
            if (length + Integer.BYTES > end) {
                return -1;
            }
            length += Integer.BYTES + Words.getShort(packet, length + 2) * Integer.BYTES;
        }
        return length <= end ? length : -1;
    }
}
