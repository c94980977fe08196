package io.camkit.testkit.devices;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a device says who it is.
 *
 * @param token 64 hexadecimal digits
 * @param bearer whether it shows the token instead of proving that it has it
 */
record DeviceLogin(String camera, String token, boolean bearer) {
    private static final Pattern NONCE = Pattern.compile("\"nonce\":\"([0-9a-f]{64})\"");
    private static final HexFormat HEX = HexFormat.of();

    /** Returns when it is welcome. */
    void at(DeviceSocket server) throws IOException {
        String first = server.read();
        Matcher nonce = NONCE.matcher(first);
        if (nonce.find()) {
            server.text("{\"type\":\"login\","
                    + (bearer ? "\"token\":\"" + token : "\"proof\":\"" + proof(nonce.group(1))) + "\"}");
            first = server.read();
        }
        if (!first.contains("\"welcome\"")) {
            throw new IOException("not welcome: " + first);
        }
    }

    /** SCRAM's client proof (RFC 5802, section 3) of a token that is random itself. */
    private String proof(String nonce) {
        try {
            byte[] secret = HEX.parseHex(token);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(MessageDigest.getInstance("SHA-256").digest(secret), "HmacSHA256"));
            String challenge = "camkit-ingest-1\n" + camera + "\n" + nonce;
            byte[] proof = mac.doFinal(challenge.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < proof.length; i++) {
                proof[i] ^= secret[i];
            }
            return HEX.formatHex(proof);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
