package io.camkit.sink.webrtc.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IceFragmentTest {
    private static final String CANDIDATE = "1387637174 1 udp 2122260223 192.0.2.1 61764 typ host";
    private static final String PASSWORD = "P2uYro0UCOQ4zxjKXaWCBui1";
    private static final String TRICKLE = """
            m=video 9 RTP/AVP 0
            a=mid:0
            a=candidate:%s
            """.formatted(CANDIDATE);
    private static final String RESTART = """
            a=ice-options:trickle
            a=group:BUNDLE 0 1
            m=video 9 UDP/TLS/RTP/SAVPF 102
            a=mid:0
            a=ice-ufrag:EsAw
            a=ice-pwd:%1$s
            a=candidate:%2$s
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            a=mid:1
            a=ice-ufrag:EsAw
            a=ice-pwd:%1$s
            a=end-of-candidates
            """.formatted(PASSWORD, CANDIDATE);
    private static final LocalTransport LOCAL = new LocalTransport(
            "ours1234", "a-password", "sha-256 AB", true, List.of("candidate:1 1 udp 1 192.0.2.9 8555 typ host"));

    private static IceFragment parse(String text) {
        return IceFragment.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFragmentWithoutCredentialsHasOnlyCandidates() {
        assertEquals(new IceFragment("", "", List.of(CANDIDATE)), parse(TRICKLE));
        assertFalse(parse(TRICKLE).hasCredentials());
    }

    @Test
    void aFragmentThatBeginsIceAnewHasCredentials() {
        assertEquals(new IceFragment("EsAw", PASSWORD, List.of(CANDIDATE)), parse(RESTART));
        assertTrue(parse(RESTART).hasCredentials());
    }

    @Test
    void credentialsInFrontOfAllSectionsAreRead() {
        assertEquals("EsAw", parse("a=ice-ufrag:EsAw\r\na=ice-pwd:" + PASSWORD).ufrag());
    }

    @Test
    void theEndOfCandidatesAloneIsAFragment() {
        assertEquals(new IceFragment("", "", List.of()), parse("a=end-of-candidates"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v=0",
                "a=ice-ufrag:EsAw",
                "a=ice-pwd:" + PASSWORD,
                "a=ice-ufrag:abc\na=ice-pwd:" + PASSWORD,
                "a=ice-ufrag:EsAw\na=ice-pwd:short",
                "a=ice-ufrag:Es w\na=ice-pwd:" + PASSWORD,
                "a=ice-ufrag:EsAw\na=ice-ufrag:EsAx\na=ice-pwd:" + PASSWORD
            })
    void whatIsMalformedIsRefused(String text) {
        assertEquals(
                "CK-7206",
                assertThrows(CamkitException.class, () -> parse(text)).code());
    }

    @Test
    void whatIsTooLongIsRefused() {
        String text = TRICKLE + "a=x:" + "y".repeat(IceFragment.MAX_BYTES);

        assertEquals(
                "CK-7206",
                assertThrows(CamkitException.class, () -> parse(text)).code());
    }

    @Test
    void furtherCandidatesAreLeftOut() {
        String text = ("a=candidate:" + CANDIDATE + "\n").repeat(RemoteTransport.MAX_CANDIDATES + 1);

        assertEquals(RemoteTransport.MAX_CANDIDATES, parse(text).candidates().size());
    }

    @Test
    void ourOwnSaysHowWeAreReached() {
        assertEquals("""
                a=ice-lite
                a=ice-ufrag:ours1234
                a=ice-pwd:a-password
                m=audio 9 RTP/AVP 0
                a=mid:0
                a=candidate:1 1 udp 1 192.0.2.9 8555 typ host
                a=end-of-candidates
                """.replace("\n", "\r\n"), IceFragment.of(LOCAL, "0"));
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertEquals("IceFragment(EsAw, 1 candidates)", parse(RESTART).toString());
    }
}
