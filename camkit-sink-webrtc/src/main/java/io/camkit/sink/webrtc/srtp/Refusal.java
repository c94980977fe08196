package io.camkit.sink.webrtc.srtp;

/** Why a packet was not accepted. Decryptors answer {@link #code()} instead of a length. */
public enum Refusal {
    /** It is no RTP or RTCP, or too short to be protected. */
    MALFORMED(-1),
    /** Nobody with the key made it, or not for this place in its stream. */
    FORGED(-2),
    /** It was accepted before. */
    REPLAYED(-3),
    /** It is so far behind the newest that nobody knows whether it was accepted before. */
    TOO_OLD(-4),
    /** It is of one source more than the decryptor keeps track of. */
    TOO_MANY_SOURCES(-5);

    private final int code;

    Refusal(int code) {
        this.code = code;
    }

    /** A negative number. */
    public int code() {
        return code;
    }

    /**
     * What a decryptor means.
     *
     * @param code negative, as it answered
     */
    public static Refusal of(int code) {
        for (Refusal refusal : values()) {
            if (refusal.code == code) {
                return refusal;
            }
        }
        throw new IllegalArgumentException(code + " is no refusal");
    }
}
