package io.camkit.sink.webrtc.srtp;

/**
 * Checks and decrypts packets of RTP that one peer sends (RFC 3711, section 3.3). Nothing but authentic packets changes what it knows.
 *
 * <p>It keeps track of {@value Sources#MOST} sources, and refuses more: a peer has a handful, and forgetting one would let its packets
 * be replayed. It counts nothing; the caller does.
 *
 * <p><b>Threading.</b> One thread at a time.
 */
public final class SrtpDecryptor {
    private static final int HALF = 1 << 15;
    private static final int WRAP = 1 << 16;
    private static final long LAST_INDEX = (1L << 48) - 1;

    private final PacketCipher cipher;
    private final int tagBytes;
    private final Sources sources = new Sources();

    /** With the key of the other end. */
    public SrtpDecryptor(SrtpKey remote) {
        this(SessionKeys.media(remote));
    }

    SrtpDecryptor(SessionKeys keys) {
        cipher = PacketCipher.of(keys);
        tagBytes = keys.profile().tagBytes();
    }

    /**
     * Decrypts a packet in place.
     *
     * @param packet starts with the header; if the packet is refused, what stands behind the header means nothing any more
     * @param length as it came
     * @return the length of header and payload, or the negative code of a {@link Refusal}
     */
    public int unprotect(byte[] packet, int length) {
        int headerBytes = RtpHead.length(packet, length - tagBytes);
        if (headerBytes < 0) {
            return Refusal.MALFORMED.code();
        }
        int source = RtpHead.source(packet);
        int sequence = RtpHead.sequence(packet);
        long highest = sources.highest(source);
        long index = highest < 0 ? sequence : index(sequence, highest);
        int refusal = sources.check(source, index);
        if (refusal != 0) {
            return refusal;
        }
        if (index > LAST_INDEX) {
            return Refusal.FORGED.code();
        }
        int plain = cipher.open(packet, headerBytes, length, source, index, (int) (index >>> 16));
        if (plain < 0) {
            return Refusal.FORGED.code();
        }
        sources.accept(source, index);
        return plain;
    }

    /**
     * The index of a packet, as near to the highest before as its sequence number allows (RFC 3711, section 3.3.1 and appendix A).
     *
     * @return negative if that would be before the source's first packet
     */
    static long index(int sequence, long highest) {
        int last = (int) (highest & 0xffff);
        long start = highest - last;
        if (last < HALF) {
            return sequence - last > HALF ? start - WRAP + sequence : start + sequence;
        }
        return last - HALF > sequence ? start + WRAP + sequence : start + sequence;
    }
}
