package io.camkit.net;

import io.camkit.Credentials;
import io.camkit.spi.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Answers the challenges of one HTTP or RTSP server: Digest with SHA-256 or MD5 (RFC 7616), else Basic (RFC 7617).
 *
 * <p>The strongest scheme that is offered and known is used. The password never goes out as Basic to a server that offers Digest or did
 * so before, not even to one whose Digest camkit does not know.
 *
 * <p>A client sends each request with {@link #authorization}, tells {@link #challenged} about every 401 and {@link #accepted} about
 * every other answer.
 *
 * <p><b>Threading.</b> One thread.
 */
public final class ClientAuth {
    /** What to make of a challenge. */
    public enum Verdict {
        /** Send the request again; {@link #authorization} has an answer now. */
        TRY_AGAIN,
        /** The server knows the user's answer and does not take it. */
        REFUSED,
        /** No offered scheme is known. */
        UNSUPPORTED
    }

    private static final int MAX_RENEWALS = 2;
    private static final int CLIENT_NONCE_DIGITS = 16;

    private final Credentials credentials;
    private final RandomGenerator random;
    private @Nullable DigestChallenge digest;
    private boolean basic;
    private boolean digestOffered;
    private boolean worked;
    private int renewals;
    private int count;

    /**
     * @param credentials of the user at this server
     * @param random makes client nonces, which are unique rather than secret
     */
    public ClientAuth(Credentials credentials, RandomGenerator random) {
        this.credentials = credentials;
        this.random = random;
    }

    /** Takes the {@code WWW-Authenticate} fields of a 401. */
    public Verdict challenged(List<String> fields) {
        List<Challenge> challenges =
                fields.stream().flatMap(f -> Challenge.parse(f).stream()).toList();
        if (answering() && !mayRenew(challenges)) {
            return Verdict.REFUSED;
        }
        choose(challenges);
        return answering() ? Verdict.TRY_AGAIN : Verdict.UNSUPPORTED;
    }

    private boolean answering() {
        return basic || digest != null;
    }

    /** A nonce that grew old, or an answer that was good until now, deserves another try, but not for ever. */
    private boolean mayRenew(List<Challenge> challenges) {
        boolean stale = challenges.stream().anyMatch(c -> c.get("stale").equalsIgnoreCase("true"));
        return (stale || worked) && ++renewals <= MAX_RENEWALS;
    }

    private void choose(List<Challenge> challenges) {
        basic = false;
        digest = null;
        count = 0;
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals("digest")) {
                digestOffered = true;
                DigestChallenge offered = DigestChallenge.of(challenge);
                if (offered != null && offered.strongerThan(digest)) {
                    digest = offered;
                }
            } else if (challenge.scheme().equals("basic")) {
                basic = true;
            }
        }
        basic &= !digestOffered;
    }

    /** The server did not ask again: the answer, if there was one, is good. */
    public void accepted() {
        worked = answering();
        renewals = 0;
    }

    /**
     * The {@code Authorization} field of the next request; empty before the first challenge. With Digest every call counts as one
     * request.
     *
     * @param uri as it stands in the request line
     */
    public Optional<String> authorization(String method, String uri) {
        if (digest != null) {
            return Optional.of(digest.answer(credentials, method, uri, ++count, clientNonce()));
        }
        return basic ? Optional.of("Basic " + basicToken()) : Optional.empty();
    }

    private String clientNonce() {
        StringBuilder nonce = new StringBuilder(Long.toHexString(random.nextLong()));
        while (nonce.length() < CLIENT_NONCE_DIGITS) {
            nonce.insert(0, '0');
        }
        return nonce.toString();
    }

    private String basicToken() {
        String pair = credentials.username() + ":" + credentials.password().reveal();
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** The scheme in use, for messages: {@code Digest}, {@code Basic}, or {@code no password} before the first challenge. */
    public String scheme() {
        return digest != null ? "Digest" : basic ? "Basic" : "no password";
    }
}
