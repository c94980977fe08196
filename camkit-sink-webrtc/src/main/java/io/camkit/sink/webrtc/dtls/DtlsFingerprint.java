package io.camkit.sink.webrtc.dtls;

import io.camkit.CamkitException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a certificate, by which the two ends of a peer connection recognize each other (RFC 8122, section 5).
 *
 * <p>Immutable.
 */
public final class DtlsFingerprint {
    private static final Pattern TEXT =
            Pattern.compile("sha-256[ \\t]+([0-9a-f]{2}(?::[0-9a-f]{2}){31})", Pattern.CASE_INSENSITIVE);
    private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();

    private final byte[] hash;

    private DtlsFingerprint(byte[] hash) {
        this.hash = hash;
    }

    /** Of a certificate in its DER form. */
    static DtlsFingerprint of(byte[] certificate) {
        try {
            return new DtlsFingerprint(MessageDigest.getInstance("SHA-256").digest(certificate));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * From the value of {@code a=fingerprint}. Other hash functions are refused: everyone has this one, and weaker ones would let
     * certificates be forged.
     *
     * @throws CamkitException {@code CK-7101} if it is none of SHA-256
     */
    public static DtlsFingerprint parse(String text) {
        Matcher found = TEXT.matcher(text.strip());
        if (!found.matches()) {
            throw DtlsFaults.badFingerprint(text);
        }
        return new DtlsFingerprint(HEX.parseHex(found.group(1)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DtlsFingerprint that && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    /** The value of {@code a=fingerprint}: {@code sha-256} and 32 bytes in upper-case digits with colons. */
    @Override
    public String toString() {
        return "sha-256 " + HEX.formatHex(hash);
    }
}
