package io.camkit.sink.webrtc.srtp;

import java.util.Arrays;

/**
 * The keys of one peer connection as one of its ends sees them.
 *
 * @param local what this end encrypts with
 * @param remote what the other end encrypts with
 */
public record SrtpKeys(SrtpKey local, SrtpKey remote) {
    /**
     * As the end sees them that was the client of DTLS.
     *
     * @param material as exported from DTLS with the label {@code EXTRACTOR-dtls_srtp}, {@link SrtpProfile#materialBytes()} long
     */
    public static SrtpKeys ofClient(SrtpProfile profile, byte[] material) {
        return new SrtpKeys(key(profile, material, 0), key(profile, material, 1));
    }

    /** The same as the end sees them that was the server of DTLS. */
    public static SrtpKeys ofServer(SrtpProfile profile, byte[] material) {
        return new SrtpKeys(key(profile, material, 1), key(profile, material, 0));
    }

    /** Both keys, client's first, then both salts (RFC 5764, section 4.2). */
    private static SrtpKey key(SrtpProfile profile, byte[] material, int end) {
        if (material.length != profile.materialBytes()) {
            throw new IllegalArgumentException(profile + " takes " + profile.materialBytes()
                    + " bytes of keying material, not " + material.length);
        }
        int key = end * profile.keyBytes();
        int salt = 2 * profile.keyBytes() + end * profile.saltBytes();
        return new SrtpKey(
                profile,
                Arrays.copyOfRange(material, key, key + profile.keyBytes()),
                Arrays.copyOfRange(material, salt, salt + profile.saltBytes()));
    }

    /** What both directions are protected with. */
    public SrtpProfile profile() {
        return local.profile();
    }

    @Override
    public String toString() {
        return profile() + " ***";
    }
}
