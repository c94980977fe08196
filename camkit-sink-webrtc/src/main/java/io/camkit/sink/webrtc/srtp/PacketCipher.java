package io.camkit.sink.webrtc.srtp;

/**
 * Encrypts or decrypts the packets of one direction, in place.
 *
 * <p>Beside a packet, one word is authenticated. It is the roll-over counter for RTP, which is not sent, and flag and index for
 * RTCP, which are.
 *
 * <p><b>Threading.</b> One thread.
 */
sealed interface PacketCipher permits GcmCipher, CounterCipher {
    /** The cipher of a profile. */
    static PacketCipher of(SessionKeys keys) {
        return keys.profile() == SrtpProfile.AES128_CM_HMAC_SHA1_80 ? new CounterCipher(keys) : new GcmCipher(keys);
    }

    /**
     * Encrypts a packet.
     *
     * @param packet with room for the tag, and for the word if that is sent
     * @param clear how many bytes in front stay in clear
     * @param end how many bytes the packet has
     * @return how many it has then
     */
    int seal(byte[] packet, int clear, int end, int source, long index, int word);

    /**
     * Decrypts a packet if it is authentic. If not, its bytes mean nothing any more.
     *
     * @param length how many bytes the packet has: at least {@code clear}, the tag, and the word if that is sent
     * @return how many it has then, or -1 if it is not authentic
     */
    int open(byte[] packet, int clear, int length, int source, long index, int word);

    /** Combines {@code bytes} bytes of a number, the highest first, with those in {@code block}. */
    static void xor(byte[] block, int at, long number, int bytes) {
        for (int i = at + bytes - 1; i >= at; i--) {
            block[i] ^= (byte) number;
            number >>>= Byte.SIZE;
        }
    }
}
