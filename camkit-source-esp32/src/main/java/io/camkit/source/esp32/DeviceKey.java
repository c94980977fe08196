package io.camkit.source.esp32;

import io.camkit.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the server keeps of a device's token: the SHA-256 of its 256 random bits. Nobody logs in with it.
 *
 * <p>A device proves that it has the token as in SCRAM (RFC 5802, section 3): {@code proof = token XOR HMAC-SHA256(SHA-256(token),
 * challenge)}. Whoever knows the digest computes the HMAC, gets the token back and compares its digest; whoever saw a login has a proof
 * for a challenge that does not come again.
 */
public final class DeviceKey {
    private static final int BYTES = 32;
    private static final String STORED = "sha256:";
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] digest;

    private DeviceKey(byte[] digest) {
        this.digest = digest;
    }

    /** A new token, 64 hexadecimal digits: for the device, shown once. The server needs {@link #stored()} alone. */
    public static Secret newToken() {
        return newToken(new SecureRandom());
    }

    static Secret newToken(SecureRandom random) {
        byte[] token = new byte[BYTES];
        random.nextBytes(token);
        return Secret.of(HEX.formatHex(token));
    }

    /**
     * The key of a token.
     *
     * @param written 64 hexadecimal digits, or what {@link #stored()} says
     * @throws io.camkit.CamkitException {@code CK-2606} if it is neither
     */
    public static DeviceKey of(Secret written) {
        String text = written.reveal().strip();
        boolean stored = text.startsWith(STORED);
        byte[] bytes = bytes(stored ? text.substring(STORED.length()) : text);
        if (bytes.length != BYTES) {
            throw DeviceFaults.badToken();
        }
        return new DeviceKey(stored ? bytes : sha256(bytes));
    }

    /** For a configuration: {@code sha256:} and 64 hexadecimal digits. No login can be made of it. */
    public String stored() {
        return STORED + HEX.formatHex(digest);
    }

    /** Whether {@code proof}, in hexadecimal digits, is the answer to {@code challenge}. */
    boolean isProvedBy(String proof, String challenge) {
        byte[] token = bytes(proof);
        byte[] mask = hmac(challenge);
        if (token.length != BYTES) {
            return false;
        }
        for (int i = 0; i < BYTES; i++) {
            token[i] ^= mask[i];
        }
        return MessageDigest.isEqual(sha256(token), digest);
    }

    /** Whether {@code token}, in hexadecimal digits, is the token itself. */
    boolean isOf(String token) {
        return MessageDigest.isEqual(sha256(bytes(token)), digest);
    }

    private byte[] hmac(String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(digest, "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Empty when these are no hexadecimal digits of the right number. */
    private static byte[] bytes(String hex) {
        return hex.matches("[0-9a-fA-F]{64}") ? HEX.parseHex(hex) : new byte[0];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeviceKey that && MessageDigest.isEqual(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return digest[0];
    }

    @Override
    public String toString() {
        return "***";
    }
}
