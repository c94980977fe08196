package io.camkit.sink.webrtc.srtp;

/** Why a packet was not accepted. Decryptors answer {@link #code()} instead of a length. */
public enum Refusal {
    /** It is no RTP or RTCP, or too short to be protected. */
    MALFORMED,
    /** Nobody with the key made it, or not for this place in its stream. */
    FORGED,
    /** It was accepted before. */
    REPLAYED,
    /** It is so far behind the newest that nobody knows whether it was accepted before. */
    TOO_OLD,
    /** It is of one source more than the decryptor keeps track of. */
    TOO_MANY_SOURCES;

    private static final Refusal[] ALL = values();

    /** A negative number. */
    public int code() {
        return ~ordinal();
    }

    /** @param code negative, as a decryptor answered */
    public static Refusal of(int code) {
        return ALL[~code];
    }
}
