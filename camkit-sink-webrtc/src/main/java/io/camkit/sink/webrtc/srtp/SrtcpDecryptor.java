package io.camkit.sink.webrtc.srtp;

/**
 * Checks and decrypts packets of RTCP that one peer sends (RFC 3711, section 3.4; RFC 7714, section 9). Nothing but authentic packets
 * changes what it knows; those that are not encrypted are refused. It keeps track of {@value Sources#MOST} sources, and refuses more.
 *
 * <p><b>Threading.</b> One thread at a time.
 */
public final class SrtcpDecryptor {
    private static final int VERSION = 2;

    private final PacketCipher cipher;
    private final boolean tagFirst;
    private final int growth;
    private final Sources sources = new Sources();

    /** With the key of the other end. */
    public SrtcpDecryptor(SrtpKey remote) {
        this(SessionKeys.control(remote));
    }

    SrtcpDecryptor(SessionKeys keys) {
        cipher = PacketCipher.of(keys);
        tagFirst = cipher instanceof GcmCipher;
        growth = keys.profile().controlBytes();
    }

    /**
     * Decrypts a compound packet in place.
     *
     * @param packet starts with the first packet's header; if it is refused, what stands behind that means nothing any more
     * @param length as it came
     * @return the packet's length then, or the negative code of a {@link Refusal}
     */
    public int unprotect(byte[] packet, int length) {
        if (length < SrtcpEncryptor.CLEAR_BYTES + growth || (packet[0] & 0xff) >> 6 != VERSION) {
            return Refusal.MALFORMED.code();
        }
        int word = Words.getInt(packet, tagFirst ? length - Integer.BYTES : length - growth);
        if ((word & SrtcpEncryptor.ENCRYPTED) == 0) {
            return Refusal.MALFORMED.code();
        }
        int index = word & ~SrtcpEncryptor.ENCRYPTED;
        int source = Words.getInt(packet, 4);
        int refusal = sources.check(source, index);
        if (refusal != 0) {
            return refusal;
        }
        int plain = cipher.open(packet, SrtcpEncryptor.CLEAR_BYTES, length, source, index, word);
        if (plain < 0) {
            return Refusal.FORGED.code();
        }
        sources.accept(source, index);
        return plain;
    }
}
