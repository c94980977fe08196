package io.camkit.sink.webrtc.srtp;

/**
 * Protects packets of RTP that are sent to one peer, of any number of sources (RFC 3711, section 3.3).
 *
 * <p>The caller knows each packet's index: its sequence number in the lower 16 bits, and above them how often that has wrapped since the
 * source's first packet. An index is used once per source; only a packet that is the same in every byte may be protected with it again,
 * to be sent again. Two different packets with one index would give away the key stream, and with Galois/counter mode the means to
 * forge.
 *
 * <p><b>Threading.</b> One thread at a time.
 */
public final class SrtpEncryptor {
    private static final long LAST_INDEX = (1L << 48) - 1;

    private final PacketCipher cipher;
    private final int tagBytes;

    /** With the key of this end. */
    public SrtpEncryptor(SrtpKey local) {
        this(SessionKeys.media(local));
    }

    SrtpEncryptor(SessionKeys keys) {
        cipher = PacketCipher.of(keys);
        tagBytes = keys.profile().tagBytes();
    }

    /**
     * Protects a packet in place.
     *
     * @param packet starts with the header and has room for the tag behind {@code length}
     * @param headerBytes what stays in clear: the RTP header with its contributing sources and its header extension
     * @param length header and payload, with the padding that belongs to RTP
     * @param index 48 bits; the lower 16 are the packet's sequence number
     * @return the packet's length then: {@link SrtpProfile#tagBytes()} more
     * @throws IllegalArgumentException if the array has no room, or the index is not the packet's
     */
    public int protect(byte[] packet, int headerBytes, int length, long index) {
        if (headerBytes < RtpHead.FIXED_BYTES || headerBytes > length || length > packet.length - tagBytes) {
            throw new IllegalArgumentException("a header of " + headerBytes + " in a packet of " + length
                    + " and a tag of " + tagBytes + " bytes, in an array of " + packet.length);
        }
        if (index < 0 || index > LAST_INDEX || (index & 0xffff) != RtpHead.sequence(packet)) {
            throw new IllegalArgumentException("index " + index + " for sequence number " + RtpHead.sequence(packet));
        }
        return cipher.seal(packet, headerBytes, length, RtpHead.source(packet), index, (int) (index >>> 16));
    }
}
