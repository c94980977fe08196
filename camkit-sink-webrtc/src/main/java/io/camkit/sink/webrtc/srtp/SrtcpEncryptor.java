package io.camkit.sink.webrtc.srtp;

/**
 * Protects packets of RTCP that are sent to one peer (RFC 3711, section 3.4; RFC 7714, section 9). It numbers them itself.
 *
 * <p><b>Threading.</b> One thread at a time.
 */
public final class SrtcpEncryptor {
    static final int CLEAR_BYTES = 8;
    static final int ENCRYPTED = 1 << 31;

    private final PacketCipher cipher;
    private final int growth;
    private int next;

    /** With the key of this end. */
    public SrtcpEncryptor(SrtpKey local) {
        this(SessionKeys.control(local), 0);
    }

    /** @param first the index of the first packet */
    SrtcpEncryptor(SessionKeys keys, int first) {
        cipher = PacketCipher.of(keys);
        growth = keys.profile().controlBytes();
        next = first;
    }

    /**
     * Protects a compound packet in place.
     *
     * @param packet starts with the first packet's header and has room for {@link SrtpProfile#controlBytes()} behind {@code length}
     * @return the packet's length then: {@link SrtpProfile#controlBytes()} more
     * @throws IllegalArgumentException if this is no packet or the array has no room
     * @throws IllegalStateException after 2<sup>31</sup> packets, when the key is used up
     */
    public int protect(byte[] packet, int length) {
        if (length < CLEAR_BYTES || length > packet.length - growth) {
            throw new IllegalArgumentException(
                    "a packet of " + length + " and " + growth + " bytes more, in an array of " + packet.length);
        }
        if (next < 0) {
            throw new IllegalStateException("2^31 packets of RTCP were sent: this needs a new key");
        }
        int index = next++;
        return cipher.seal(packet, CLEAR_BYTES, length, Words.getInt(packet, 4), index, index | ENCRYPTED);
    }
}
