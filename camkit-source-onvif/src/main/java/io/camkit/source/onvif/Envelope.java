package io.camkit.source.onvif;

import io.camkit.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** A SOAP 1.2 message as camkit sends it, with the user's token where one is wanted (WS-Security UsernameToken Profile 1.0). */
final class Envelope {
    private static final String SECURITY =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String UTILITY =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private static final String TOKEN_PROFILE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#";
    private static final String BASE64 =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

    private Envelope() {}

    /** A message without a header, or with {@code header} as it is. */
    static String of(String header, String body) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:tt=\"http://www.onvif.org/ver10/schema\">"
                + (header.isEmpty() ? "" : "<s:Header>" + header + "</s:Header>")
                + "<s:Body>" + body + "</s:Body></s:Envelope>";
    }

    /**
     * A header that proves that we know the password, once and for a short time.
     *
     * @param created by the device's clock
     */
    static String security(Credentials user, byte[] nonce, Instant created) {
        String time = created.truncatedTo(ChronoUnit.SECONDS).toString();
        String digest = passwordDigest(nonce, time, user.password().reveal());
        return "<w:Security s:mustUnderstand=\"1\" xmlns:w=\"" + SECURITY + "\" xmlns:u=\"" + UTILITY + "\">"
                + "<w:UsernameToken><w:Username>" + escaped(user.username()) + "</w:Username>"
                + "<w:Password Type=\"" + TOKEN_PROFILE + "PasswordDigest\">" + digest + "</w:Password>"
                + "<w:Nonce EncodingType=\"" + BASE64 + "\">"
                + Base64.getEncoder().encodeToString(nonce) + "</w:Nonce>"
                + "<u:Created>" + time + "</u:Created></w:UsernameToken></w:Security>";
    }

    /** Base64(SHA-1(nonce + created + password)), the digest that ONVIF asks for. */
    static String passwordDigest(byte[] nonce, String created, String password) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(nonce);
            sha1.update((created + password).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha1.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** Text as it may stand in XML 1.0. Characters that may not stand there at all become question marks. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isCharacter(c) ? c : '?');
            }
        });
        return escaped.toString();
    }

    private static boolean isCharacter(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xd7ff)
                || (c >= 0xe000 && c != 0xfffe && c != 0xffff);
    }
}
