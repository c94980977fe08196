package io.camkit.sink.webrtc.srtp;

import java.util.Optional;
import java.util.stream.Stream;

/** How packets are protected; what {@code use_srtp} negotiates (RFC 5764, section 4.1.2). The one declared first is preferred. */
public enum SrtpProfile {
    /** RFC 7714, section 14.2: one pass over the packet, and processors have instructions for it. */
    AEAD_AES_128_GCM(7, 16, 12, 16),
    /** The same with a longer key. */
    AEAD_AES_256_GCM(8, 32, 12, 16),
    /** RFC 5764, section 4.1.2: what every peer has. */
    AES128_CM_HMAC_SHA1_80(1, 16, 14, 10);

    private final int id;
    private final int keyBytes;
    private final int saltBytes;
    private final int tagBytes;

    SrtpProfile(int id, int keyBytes, int saltBytes, int tagBytes) {
        this.id = id;
        this.keyBytes = keyBytes;
        this.saltBytes = saltBytes;
        this.tagBytes = tagBytes;
    }

    /** The profile of a number; empty for one that is not known here. */
    public static Optional<SrtpProfile> of(int id) {
        return Stream.of(values()).filter(profile -> profile.id == id).findFirst();
    }

    /** Its number in {@code use_srtp}. */
    public int id() {
        return id;
    }

    /** Length of a master key, and of the keys that encrypt. */
    public int keyBytes() {
        return keyBytes;
    }

    /** Length of a master salt, and of the salts that are derived. */
    public int saltBytes() {
        return saltBytes;
    }

    /** By how much a packet of RTP grows. */
    public int tagBytes() {
        return tagBytes;
    }

    /** By how much a packet of RTCP grows: its index is sent, too. */
    public int controlBytes() {
        return tagBytes + Integer.BYTES;
    }

    /** How much keying material the two ends export from DTLS (RFC 5764, section 4.2). */
    public int materialBytes() {
        return 2 * (keyBytes + saltBytes);
    }
}
