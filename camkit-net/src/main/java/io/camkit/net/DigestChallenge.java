package io.camkit.net;

import io.camkit.Credentials;
import io.camkit.spi.Nullable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A Digest challenge that can be answered (RFC 7616; without qop as in RFC 2069).
 *
 * @param algorithm as {@link MessageDigest} calls it
 * @param namesAlgorithm whether the challenge named it, so that the answer does too
 * @param qopAuth whether the answer carries a count and a nonce of the client's
 */
record DigestChallenge(
        String realm, String nonce, String opaque, String algorithm, boolean namesAlgorithm, boolean qopAuth) {

    /** The challenge as Digest; null when it asks for something that camkit does not have. */
    static @Nullable DigestChallenge of(Challenge challenge) {
        String named = challenge.get("algorithm").toUpperCase(Locale.ROOT);
        String algorithm = switch (named) {
            case "", "MD5" -> "MD5";
            case "SHA-256" -> "SHA-256";
            default -> "";
        };
        String qop = challenge.get("qop").toLowerCase(Locale.ROOT);
        boolean auth = Arrays.asList(qop.split("[, ]+")).contains("auth");
        if (algorithm.isEmpty() || challenge.get("nonce").isEmpty() || (!qop.isEmpty() && !auth)) {
            return null;
        }
        return new DigestChallenge(
                challenge.get("realm"),
                challenge.get("nonce"),
                challenge.get("opaque"),
                algorithm,
                !named.isEmpty(),
                auth);
    }

    /** The stronger of two is the one with the longer hash. */
    boolean strongerThan(@Nullable DigestChallenge other) {
        return other == null || (algorithm.equals("SHA-256") && !other.algorithm.equals("SHA-256"));
    }

    /**
     * The value of the {@code Authorization} field.
     *
     * @param count how often this nonce was answered, this time included
     */
    String answer(Credentials credentials, String method, String uri, int count, String clientNonce) {
        String user = hash(credentials.username() + ":" + realm + ":"
                + credentials.password().reveal());
        String request = hash(method + ":" + uri);
        String nc = String.format(Locale.ROOT, "%08x", count);
        String middle = qopAuth ? nonce + ":" + nc + ":" + clientNonce + ":auth" : nonce;
        StringBuilder field = new StringBuilder("Digest username=")
                .append(quoted(credentials.username()))
                .append(", realm=")
                .append(quoted(realm))
                .append(", nonce=")
                .append(quoted(nonce))
                .append(", uri=")
                .append(quoted(uri))
                .append(", response=")
                .append(quoted(hash(user + ":" + middle + ":" + request)));
        if (namesAlgorithm) {
            field.append(", algorithm=").append(algorithm);
        }
        if (!opaque.isEmpty()) {
            field.append(", opaque=").append(quoted(opaque));
        }
        if (qopAuth) {
            field.append(", qop=auth, nc=").append(nc).append(", cnonce=").append(quoted(clientNonce));
        }
        return field.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
