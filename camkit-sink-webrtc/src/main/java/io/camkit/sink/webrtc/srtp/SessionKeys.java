package io.camkit.sink.webrtc.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What the packets of one direction are protected with, either RTP's or RTCP's. It prints as {@code ***}. */
final class SessionKeys {
    private static final int AUTHENTICATION_BYTES = 20;
    private static final int BLOCK_BYTES = 16;
    private static final int LABEL_AT = 7;

    private final SrtpProfile profile;
    private final boolean control;
    private final byte[] encryption;
    private final byte[] authentication;
    private final byte[] salt;

    /**
     * @param encryption the key of AES
     * @param authentication the key of HMAC; not used by profiles that need none
     * @param salt what makes counters of different sessions differ
     */
    SessionKeys(SrtpProfile profile, boolean control, byte[] encryption, byte[] authentication, byte[] salt) {
        this.profile = profile;
        this.control = control;
        this.encryption = encryption;
        this.authentication = authentication;
        this.salt = salt;
    }

    /** For packets of RTP. */
    static SessionKeys media(SrtpKey master) {
        return derive(master, false, 0);
    }

    /** For packets of RTCP. */
    static SessionKeys control(SrtpKey master) {
        return derive(master, true, 3);
    }

    private static SessionKeys derive(SrtpKey master, boolean control, int label) {
        SrtpProfile profile = master.profile();
        return new SessionKeys(
                profile,
                control,
                derive(master, label, profile.keyBytes()),
                derive(master, label + 1, AUTHENTICATION_BYTES),
                derive(master, label + 2, profile.saltBytes()));
    }

    /** Key stream of AES in counter mode (RFC 3711, section 4.3.3); keys are derived once, at index 0. A short salt is padded (RFC 7714, section 11). */
    static byte[] derive(SrtpKey master, int label, int bytes) {
        byte[] counter = new byte[BLOCK_BYTES];
        System.arraycopy(master.salt(), 0, counter, 0, master.salt().length);
        counter[LABEL_AT] ^= (byte) label;
        try {
            Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(master.key(), "AES"), new IvParameterSpec(counter));
            return aes.doFinal(new byte[bytes]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES in counter mode", e);
        }
    }

    SrtpProfile profile() {
        return profile;
    }

    /** Whether they are RTCP's. */
    boolean control() {
        return control;
    }

    byte[] encryption() {
        return encryption;
    }

    byte[] authentication() {
        return authentication;
    }

    byte[] salt() {
        return salt;
    }

    @Override
    public String toString() {
        return "***";
    }
}
