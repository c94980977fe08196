package io.camkit.net;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;

/** The SHA-256 of a certificate, by which people recognize it. */
final class Fingerprint {
    private static final int BYTES = 32;
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] hash;

    private Fingerprint(byte[] hash) {
        this.hash = hash;
    }

    static Fingerprint of(X509Certificate certificate) throws CertificateEncodingException {
        try {
            return new Fingerprint(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** 64 hexadecimal digits, with or without colons between each two. */
    static Optional<Fingerprint> parse(String text) {
        String digits = text.strip().replace(":", "");
        if (!digits.matches("[0-9a-fA-F]{" + 2 * BYTES + "}")) {
            return Optional.empty();
        }
        return Optional.of(new Fingerprint(HEX.parseHex(digits)));
    }

    /** 64 hexadecimal digits. */
    String text() {
        return HEX.formatHex(hash);
    }

    boolean matches(Fingerprint other) {
        return MessageDigest.isEqual(hash, other.hash);
    }
}
