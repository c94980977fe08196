package io.camkit.sink.webrtc.srtp;

/**
 * The master key and master salt of one direction. It prints as {@code ***}.
 *
 * <p>Immutable. Two keys are equal only if they are the same object.
 */
public final class SrtpKey {
    private final SrtpProfile profile;
    private final byte[] key;
    private final byte[] salt;

    /**
     * Wraps a key that was agreed on.
     *
     * @param key as long as the profile says; copied
     * @param salt likewise
     */
    public SrtpKey(SrtpProfile profile, byte[] key, byte[] salt) {
        if (key.length != profile.keyBytes() || salt.length != profile.saltBytes()) {
            throw new IllegalArgumentException(profile + " has a key of " + profile.keyBytes() + " and a salt of "
                    + profile.saltBytes() + " bytes, not " + key.length + " and " + salt.length);
        }
        this.profile = profile;
        this.key = key.clone();
        this.salt = salt.clone();
    }

    /** What the key is for. */
    public SrtpProfile profile() {
        return profile;
    }

    byte[] key() {
        return key;
    }

    byte[] salt() {
        return salt;
    }

    @Override
    public String toString() {
        return "***";
    }
}
