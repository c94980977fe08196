package io.camkit.sink.webrtc.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What messages are signed with: a short-term credential (RFC 8489, section 9.1.1). It prints as {@code ***}.
 *
 * <p>Immutable.
 */
public final class StunKey {
    static final int DIGEST_BYTES = 20;

    private static final String ALGORITHM = "HmacSHA1";

    private final SecretKeySpec key;

    private StunKey(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * The key of a password.
     *
     * @param password of ICE, which consists of characters that need no preparation
     */
    public static StunKey of(String password) {
        return new StunKey(password.getBytes(StandardCharsets.UTF_8));
    }

    /** The digest of some bytes in pieces. */
    byte[] digest(byte[]... pieces) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (byte[] piece : pieces) {
                mac.update(piece);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
