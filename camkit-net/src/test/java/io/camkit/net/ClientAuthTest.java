package io.camkit.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Credentials;
import io.camkit.net.ClientAuth.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientAuthTest {
    private static final String BASIC = "Basic realm=\"cam\"";
    private static final String MD5 = "Digest realm=\"cam\", nonce=\"n1\"";
    private static final String SHA = "Digest realm=\"cam\", nonce=\"n2\", algorithm=SHA-256, qop=\"auth-int, auth\"";

    private final ClientAuth auth = new ClientAuth(Credentials.of("Mufasa", "Circle of Life"), () -> 42);

    @Test
    void saysNothingBeforeItIsAsked() {
        assertEquals(Optional.empty(), auth.authorization("DESCRIBE", "rtsp://cam/"));
    }

    @Test
    void answersBasicAsInRfc7617() {
        var aladdin = new ClientAuth(Credentials.of("Aladdin", "open sesame"), () -> 42);

        assertEquals(Verdict.TRY_AGAIN, aladdin.challenged(List.of(BASIC)));

        assertEquals(
                "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
                aladdin.authorization("GET", "/").orElseThrow());
    }

    @Test
    void answersMd5AsInRfc7616() {
        assertEquals(
                "8ca523f5e9506fed4657c9700eebdbec",
                responseTo("MD5")
                        .answer(mufasa(), "GET", "/dir/index.html", 1, RFC_CLIENT_NONCE)
                        .split("response=\"")[1]
                        .substring(0, 32));
    }

    @Test
    void answersSha256AsInRfc7616() {
        assertEquals(
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
                responseTo("SHA-256")
                        .answer(mufasa(), "GET", "/dir/index.html", 1, RFC_CLIENT_NONCE)
                        .split("response=\"")[1]
                        .substring(0, 64));
    }

    @Test
    void answersWithoutQopAsInRfc2069() {
        auth.challenged(List.of("Digest realm=\"r\", nonce=\"n\""));

        String answer = auth.authorization("GET", "/").orElseThrow();

        assertTrue(answer.contains("response=\"35a26c340ec2db75273c40da54213df2\""), answer);
        assertFalse(answer.contains("nc="), answer);
    }

    @Test
    void prefersTheStrongestScheme() {
        auth.challenged(List.of(BASIC, MD5, SHA));

        assertTrue(authorization().contains("algorithm=SHA-256"));
        assertEquals("Digest", auth.scheme());
    }

    @Test
    void neverSendsBasicWhereDigestIsOffered() {
        assertEquals(
                Verdict.UNSUPPORTED,
                auth.challenged(List.of(BASIC, "Digest realm=\"cam\", nonce=\"n\", algorithm=SHA-512-256")));

        assertEquals(Optional.empty(), auth.authorization("GET", "/"));
    }

    @Test
    void neverSendsBasicWhereDigestWasOfferedBefore() {
        auth.challenged(List.of(SHA));
        authorization();
        auth.accepted();

        assertEquals(Verdict.UNSUPPORTED, auth.challenged(List.of(BASIC)));
        assertEquals(Optional.empty(), auth.authorization("GET", "/"));
    }

    @Test
    void readsSeveralChallengesFromOneField() {
        auth.challenged(List.of(BASIC + ", " + MD5));

        assertTrue(authorization().contains("nonce=\"n1\""));
    }

    @Test
    void countsEveryRequestOfOneNonce() {
        auth.challenged(List.of(SHA));

        assertTrue(authorization().contains("nc=00000001"));
        assertTrue(authorization().contains("nc=00000002"));
    }

    @Test
    void aSecondChallengeMeansTheWrongPassword() {
        auth.challenged(List.of(MD5));

        assertEquals(Verdict.REFUSED, auth.challenged(List.of(MD5)));
    }

    @Test
    void aStaleNonceIsAnsweredAnewAndCountsFromOne() {
        auth.challenged(List.of(SHA));
        authorization();

        assertEquals(Verdict.TRY_AGAIN, auth.challenged(List.of(SHA.replace("n2", "n3") + ", stale=TRUE")));

        String answer = authorization();
        assertTrue(answer.contains("nonce=\"n3\"") && answer.contains("nc=00000001"), answer);
    }

    @Test
    void aNonceThatIsAlwaysStaleIsARefusal() {
        var verdict = auth.challenged(List.of(MD5));
        for (int i = 0; i < 5; i++) {
            verdict = auth.challenged(List.of(MD5 + ", stale=true"));
        }

        assertEquals(Verdict.REFUSED, verdict);
    }

    @Test
    void anAnswerThatWasGoodUntilNowIsRenewed() {
        auth.challenged(List.of(MD5));
        auth.accepted();

        assertEquals(Verdict.TRY_AGAIN, auth.challenged(List.of(MD5.replace("n1", "n9"))));
        assertTrue(authorization().contains("nonce=\"n9\""));
    }

    @Test
    void aChallengeWithoutAKnownSchemeIsUnsupported() {
        assertEquals(Verdict.UNSUPPORTED, auth.challenged(List.of("Negotiate abc==", "Bearer realm=\"x\"")));
        assertEquals(Verdict.UNSUPPORTED, auth.challenged(List.of()));
    }

    @Test
    void quotesInNamesAreEscaped() {
        var odd = new ClientAuth(Credentials.of("a\"b\\c", "x"), () -> 42);
        odd.challenged(List.of("Digest realm=\"q\\\"r\", nonce=n"));

        String answer = odd.authorization("GET", "/").orElseThrow();

        assertTrue(answer.startsWith("Digest username=\"a\\\"b\\\\c\", realm=\"q\\\"r\", nonce=\"n\""), answer);
    }

    @Test
    void theClientNonceComesFromTheGivenGenerator() {
        var other = new ClientAuth(mufasa(), () -> 43);
        auth.challenged(List.of(SHA));
        other.challenged(List.of(SHA));

        assertNotEquals(authorization(), other.authorization("GET", "/").orElseThrow());
    }

    private static final String RFC_CLIENT_NONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    private static DigestChallenge responseTo(String algorithm) {
        var challenges = Challenge.parse("Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm="
                + algorithm + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
                + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
        return Objects.requireNonNull(DigestChallenge.of(challenges.get(0)));
    }

    private static Credentials mufasa() {
        return Credentials.of("Mufasa", "Circle of Life");
    }

    private String authorization() {
        return auth.authorization("GET", "/").orElseThrow();
    }
}
