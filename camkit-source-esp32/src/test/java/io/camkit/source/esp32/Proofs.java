package io.camkit.source.esp32;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a device computes to log in, written once more so that the server is not compared with itself. */
final class Proofs {
    private static final HexFormat HEX = HexFormat.of();

    private Proofs() {}

    static String of(String token, String camera, String nonce) {
        byte[] secret = HEX.parseHex(token);
        byte[] proof = hmac(sha256(secret), "camkit-ingest-1\n" + camera + "\n" + nonce);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= secret[i];
        }
        return HEX.formatHex(proof);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
