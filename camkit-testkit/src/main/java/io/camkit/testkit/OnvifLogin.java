package io.camkit.testkit;

import io.camkit.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a fake ONVIF camera asks for a password: by UsernameToken (WS-Security), or by HTTP's Digest with MD5 (RFC 2617). */
record OnvifLogin(Credentials user, boolean byToken) {
    private static final String REALM = "fake";
    private static final String NONCE = "0123456789abcdef";
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    static OnvifLogin token(Credentials user) {
        return new OnvifLogin(user, true);
    }

    static OnvifLogin digest(Credentials user) {
        return new OnvifLogin(user, false);
    }

    /** What a refusal by HTTP says; empty when SOAP refuses. */
    Optional<String> challenge() {
        return byToken
                ? Optional.empty()
                : Optional.of("Digest realm=\"" + REALM + "\", nonce=\"" + NONCE + "\", qop=\"auth\"");
    }

    boolean lets(String request, String authorization, String uri, Instant now) {
        return byToken ? hasToken(request, now) : hasDigest(request, authorization, uri);
    }

    private boolean hasToken(String request, Instant now) {
        String created = element(request, "Created");
        try {
            if (Duration.between(Instant.parse(created), now).abs().compareTo(TOLERANCE) > 0) {
                return false;
            }
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(Base64.getDecoder().decode(element(request, "Nonce")));
            sha1.update(created.getBytes(StandardCharsets.UTF_8));
            sha1.update(user.password().reveal().getBytes(StandardCharsets.UTF_8));
            return element(request, "Username").equals(user.username())
                    && element(request, "Password").equals(Base64.getEncoder().encodeToString(sha1.digest()));
        } catch (DateTimeException | IllegalArgumentException e) {
            return false;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String element(String request, String name) {
        Matcher found =
                Pattern.compile("<(?:\\w+:)?" + name + "\\b[^>]*>([^<]*)<").matcher(request);
        return found.find() ? found.group(1) : "";
    }

    private boolean hasDigest(String request, String authorization, String uri) {
        if (request.contains("UsernameToken") || !authorization.startsWith("Digest ")) {
            return false;
        }
        String secret =
                md5(user.username() + ":" + REALM + ":" + user.password().reveal());
        String expected = md5(secret + ":" + NONCE + ":" + parameter(authorization, "nc") + ":"
                + parameter(authorization, "cnonce") + ":auth:" + md5("POST:" + uri));
        return parameter(authorization, "username").equals(user.username())
                && parameter(authorization, "response").equals(expected);
    }

    private static String parameter(String field, String name) {
        Matcher found = Pattern.compile("\\b" + name + "=\"?([^\",]*)").matcher(field);
        return found.find() ? found.group(1) : "";
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
