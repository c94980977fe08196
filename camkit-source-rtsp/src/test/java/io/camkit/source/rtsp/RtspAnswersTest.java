package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.net.Loops;
import io.camkit.testkit.AnsweringServer;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers may answer, and what comes of it. */
class RtspAnswersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern SEQUENCE = Pattern.compile("CSeq: (\\d+)");
    private static final String VIDEO = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:t1\r\n";
    private static final Map<String, String> WORKING = Map.of(
            "OPTIONS", "200 OK|Public: DESCRIBE, SETUP, PLAY",
            "DESCRIBE", "200 OK|" + VIDEO,
            "SETUP", "200 OK|Session: 7f;timeout=20|Transport: RTP/AVP/TCP;unicast;interleaved=0-1",
            "PLAY", "200 OK",
            "TEARDOWN", "200 OK");

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @ParameterizedTest
    @CsvSource({
        "DESCRIBE, 301 Moved|Location: http://u:p@cam/x, CK-2110",
        "DESCRIBE, 302 Found|Location: /live, CK-2110",
        "DESCRIBE, 302 Found, CK-2110",
        "DESCRIBE, 403 Forbidden, CK-2115",
        "DESCRIBE, 404 Not Found, CK-2105",
        "DESCRIBE, 500 Oops, CK-2112",
        "DESCRIBE, 401 Unauthorized|WWW-Authenticate: Basic realm=\"x\", CK-2106",
        "SETUP, 461 Unsupported Transport, CK-2109",
        "SETUP, 453 Not Enough Bandwidth, CK-2112",
        "SETUP, 200 OK|Session: 1|Transport: RTP/AVP;multicast;port=5-6, CK-2109",
        "SETUP, 200 OK|Session: 1, CK-2109",
        "PLAY, 454 Session Not Found, CK-2111",
    })
    void everyRefusalHasItsCode(String method, String answer, String code) {
        CamkitException end = endOf(method, answer);

        assertEquals(code, end.code(), end::getMessage);
        assertFalse(String.valueOf(end.getMessage()).contains("u:p@"), end::getMessage);
    }

    @ParameterizedTest
    @CsvSource({
        "m=audio 0 RTP/AVP 0, CK-2108, audio only (PCMU)",
        "m=video 0 RTP/AVP 97|a=rtpmap:97 VP8/90000, CK-2107, VP8",
        "m=video 0 RTP/AVP 33, CK-2107, MP2T",
        "no description, CK-3101, ''",
        "m=video 0 RTP/AVP 96|a=rtpmap:96 H264/90000|a=control:t 1, CK-2114, ''",
    })
    void aDescriptionThatCannotBePlayedSaysWhy(String description, String code, String mentioned) {
        CamkitException end = endOf("DESCRIBE", "200 OK|" + description.replace("|", "\r\n") + "\r\n");

        assertEquals(code, end.code(), end::getMessage);
        assertTrue(end.what().contains(mentioned), end::what);
    }

    @ParameterizedTest
    @CsvSource({"OPTIONS, 1", "DESCRIBE, 2", "SETUP, 3", "PLAY, 4"})
    void aServerThatFallsSilentIsGivenUp(String method, int requests) {
        try (AnsweringServer server = answering(method, "")) {
            assertEquals("CK-2103", endOfSilence(server, requests).code());
        }
    }

    @Test
    void aStopThatOvertakesItsStartLeavesNoConnection() {
        try (AnsweringServer server = answering("OPTIONS", "200 OK");
                SourceProbe probe = SourceProbe.over(leaks)) {
            var attempt = new RtspAttempt(
                    at(server), probe, probe.service(Loops.class).orElseThrow());
            attempt.leave();
            attempt.begin();

            assertEquals("CK-1302", probe.awaitEnd(Duration.ofSeconds(1)).code());
            assertEquals(List.of(), server.requests());
        }
    }

    @Test
    void anAnswerToAnotherRequestIsNotTaken() {
        try (AnsweringServer server =
                AnsweringServer.answering(request -> "RTSP/1.0 404 Not Found\r\nCSeq: 999\r\n\r\n")) {
            assertEquals("CK-2103", endOfSilence(server, 1).code());
        }
    }

    private CamkitException endOfSilence(AnsweringServer server, int requests) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open());
            server.awaitRequests(requests);
            return probe.awaitEnd(PATIENCE);
        }
    }

    @Test
    void aServerThatDoesNotKnowOptionsPlaysAllTheSame() {
        try (AnsweringServer server = answering("OPTIONS", "501 Not Implemented");
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open());
            server.awaitRequests(4);
        }
    }

    @Test
    void theRequestsFollowTheDescription() {
        try (AnsweringServer server = answering("OPTIONS", "200 OK");
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open());
            server.awaitRequests(4);

            String base = at(server).uri();
            assertEquals(
                    List.of("OPTIONS " + base, "DESCRIBE " + base, "SETUP " + base + "/t1", "PLAY " + base),
                    server.requests().stream()
                            .map(r -> r.substring(0, r.indexOf(" RTSP/1.0")))
                            .toList());
            assertTrue(server.requests().get(3).contains("Session: 7f\r\n"));
        }
    }

    @Test
    void aSignOfLifeComesAtHalfOfTheSessionsTimeout() {
        try (AnsweringServer server = answering("OPTIONS", "200 OK|Public: PLAY, GET_PARAMETER");
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open());
            probe.awaitTransport();
            assertEquals(4, server.requests().size());

            probe.elapse(Duration.ofSeconds(10));

            assertTrue(server.awaitRequests(5).get(4).startsWith("GET_PARAMETER "));
        }
    }

    @Test
    void withoutGetParameterTheSignOfLifeIsOptions() {
        try (AnsweringServer server = answering("OPTIONS", "200 OK|Public: PLAY");
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open());
            probe.awaitTransport();

            probe.elapse(Duration.ofSeconds(10));

            assertTrue(server.awaitRequests(5).get(4).startsWith("OPTIONS "));
        }
    }

    @Test
    void stoppingSaysGoodBye() {
        try (AnsweringServer server = answering("OPTIONS", "200 OK");
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open());
            probe.awaitTransport();

            probe.stop();

            assertEquals("CK-1302", probe.awaitEnd(PATIENCE).code());
            assertTrue(server.requests().get(4).startsWith("TEARDOWN "));
        }
    }

    @Test
    void aCameraThatTakesSetParameterAloneGetsThat() {
        try (AnsweringServer server = answering("OPTIONS", "200 OK|Public: PLAY, SET_PARAMETER");
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open());
            probe.awaitTransport();

            probe.elapse(Duration.ofSeconds(10));

            assertTrue(server.awaitRequests(5).get(4).startsWith("SET_PARAMETER "));
        }
    }

    @Test
    void aSessionThatTheServerForgotIsLeft() {
        Map<String, String> answers = new HashMap<>(WORKING);
        answers.put("OPTIONS", "200 OK|Public: PLAY, GET_PARAMETER");
        answers.put("GET_PARAMETER", "454 Session Not Found");
        try (AnsweringServer server = answering(answers);
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open());
            probe.awaitTransport();
            probe.elapse(Duration.ofSeconds(10));

            assertEquals("CK-2111", probe.awaitEnd(PATIENCE).code());
        }
    }

    @Test
    void ofTwoKindsOfDigestTheStrongerIsAnswered() {
        String challenge = "|WWW-Authenticate: Digest realm=\"cam\", nonce=\"n\", algorithm=";
        String both = "401 Unauthorized" + challenge + "MD5" + challenge + "SHA-256";
        try (AnsweringServer server = AnsweringServer.answering(request -> message(
                        request,
                        request.startsWith("DESCRIBE") && !request.contains("Authorization")
                                ? both
                                : WORKING.getOrDefault(request.substring(0, request.indexOf(' ')), "200 OK")));
                SourceProbe probe = SourceProbe.over(leaks)) {
            Rtsp spec = at(server).credentials("viewer", "s3cret");
            probe.start(spec.open());
            probe.awaitTransport();

            String proof = sha256(sha256("viewer:cam:s3cret") + ":n:" + sha256("DESCRIBE:" + spec.uri()));
            assertTrue(
                    server.requests().get(2).contains("response=\"" + proof + "\""),
                    () -> server.requests().toString());
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRedirectIsFollowedToAnotherServerWithoutTheUser() {
        try (AnsweringServer there = answering("OPTIONS", "200 OK");
                AnsweringServer here = answering("DESCRIBE", "302 Found|Location: " + elsewhere(there));
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(here).credentials("viewer", "s3cret").open());
            probe.awaitTransport();

            assertTrue(there.requests().get(1).startsWith("DESCRIBE " + elsewhere(there)));
            assertTrue(there.requests().stream().noneMatch(request -> request.contains("Authorization")));
        }
    }

    @Test
    void aServerThatIsBusyWhenItsRefusalIsFollowedIsAskedForTheOtherTransportAtOnceTheNextTime() {
        AtomicInteger descriptions = new AtomicInteger();
        Map<String, String> answers = new HashMap<>(WORKING);
        answers.put("SETUP", "461 Unsupported Transport");
        Map<String, String> busy = Map.of("DESCRIBE", "503 Service Unavailable");
        try (AnsweringServer server = AnsweringServer.answering(request -> answer(
                        request,
                        request.startsWith("DESCRIBE") && descriptions.incrementAndGet() > 1 ? busy : answers));
                SourceProbe probe = SourceProbe.over(leaks)) {
            Rtsp spec = at(server);
            probe.start(spec.open());

            assertEquals("CK-2112", probe.awaitEnd(PATIENCE).code());
            assertEquals(Rtsp.Transport.UDP, spec.firstTransport());
        }
    }

    @Test
    void whatConcernsTheLoudspeakerRequiresThatTheServerKnowsIt() {
        String both = "200 OK|" + VIDEO + "m=audio 0 RTP/AVP 0\r\na=sendonly\r\na=control:t2\r\n";
        Map<String, String> second = Map.of("SETUP", "200 OK|Transport: RTP/AVP/TCP;unicast;interleaved=2-3");
        Map<String, String> answers = new HashMap<>(WORKING);
        answers.put("DESCRIBE", both);
        try (AnsweringServer server = AnsweringServer.answering(
                        request -> answer(request, request.contains("/t2 ") ? second : answers));
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).talkBack().open());
            probe.awaitTransport();

            assertEquals(
                    List.of(false, true, false, true, true),
                    server.requests().stream()
                            .map(request -> request.contains("\r\nRequire: www.onvif.org/ver20/backchannel\r\n"))
                            .toList());
        }
    }

    @Test
    void aServerMayRedirectWhileItPlays() {
        try (AnsweringServer there = answering("OPTIONS", "200 OK");
                AnsweringServer here = AnsweringServer.answering(request -> answer(request, WORKING)
                        + (request.startsWith("PLAY")
                                ? "REDIRECT * RTSP/1.0\r\nCSeq: 9\r\nLocation: " + elsewhere(there) + "\r\n\r\n"
                                : ""));
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(here).open());

            there.awaitRequests(4);
            assertTrue(
                    here.awaitRequests(6).get(5).startsWith("TEARDOWN "),
                    () -> here.requests().toString());
        }
    }

    private static String elsewhere(AnsweringServer server) {
        return "rtsp://localhost:" + server.address().getPort() + "/moved";
    }

    @Test
    void aContentBaseThatLeadsNowhereIsLeftAside() {
        Map<String, String> answers = new HashMap<>(WORKING);
        answers.put("DESCRIBE", "200 OK|Content-Base: rtsp://10.1.1.1/wrong/|" + VIDEO);
        try (AnsweringServer server =
                        AnsweringServer.answering(request -> request.startsWith("SETUP") && request.contains("/wrong/")
                                ? answer(request, Map.of("SETUP", "404 Not Found"))
                                : answer(request, answers));
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open());
            probe.awaitTransport();

            assertTrue(server.requests().get(3).startsWith("SETUP " + at(server).uri() + "/t1 "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CSeq: x\n"})
    void answersWithoutNumberAndWithBareLineFeedsAreTaken(String number) {
        try (AnsweringServer server = AnsweringServer.answering(request -> sloppy(answer(request, WORKING), number));
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open());

            probe.awaitTransport();
        }
    }

    private static String sloppy(String answer, String number) {
        int body = answer.indexOf("\r\n\r\n") + 4;
        String head = answer.substring(0, body).replaceFirst("CSeq: \\d+\r\n", number);
        return head.replace("\r\n", "\n") + answer.substring(body);
    }

    @Test
    void aGoodbyeOfTheSenderEndsTheAttempt() {
        String goodbye = "$\1\0\10\u0081\u00cb\0\1\0\0\0\7";
        try (AnsweringServer server = AnsweringServer.answering(
                        request -> answer(request, WORKING) + (request.startsWith("PLAY") ? goodbye : ""));
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open());

            assertEquals("CK-2118", probe.awaitEnd(PATIENCE).code());
        }
    }

    @Test
    void requestsOfTheServerAreAnswered() {
        String question = "GET_PARAMETER * RTSP/1.0\r\nCSeq: 77\r\n\r\nPLAY_NOTIFY * RTSP/1.0\r\nCSeq: 78\r\n\r\n";
        try (AnsweringServer server =
                        AnsweringServer.answering(request -> request.startsWith("OPTIONS") ? question : "");
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open());

            server.awaitRequests(3);
            assertEquals(
                    "RTSP/1.0 200 OK\r\nCSeq: 77\r\n\r\n", server.requests().get(1));
            assertEquals(
                    "RTSP/1.0 501 Not Implemented\r\nCSeq: 78\r\n\r\n",
                    server.requests().get(2));
        }
    }

    private CamkitException endOf(String method, String answer) {
        try (AnsweringServer server = answering(method, answer);
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open()).awaitFramesOrEnd(1);
            return probe.end().orElseThrow();
        }
    }

    private static Rtsp at(AnsweringServer server) {
        return Rtsp.at("rtsp://127.0.0.1:" + server.address().getPort() + "/live");
    }

    /** A server that works, but answers {@code method} in another way; fields and body are separated by bars. */
    private static AnsweringServer answering(String method, String answer) {
        Map<String, String> answers = new HashMap<>(WORKING);
        answers.put(method, answer);
        return answering(answers);
    }

    private static AnsweringServer answering(Map<String, String> answers) {
        return AnsweringServer.answering(request -> answer(request, answers));
    }

    private static String answer(String request, Map<String, String> answers) {
        return message(request, answers.getOrDefault(request.substring(0, request.indexOf(' ')), "200 OK"));
    }

    private static String message(String request, String answer) {
        if (answer.isEmpty()) {
            return "";
        }
        Matcher sequence = SEQUENCE.matcher(request);
        assertTrue(sequence.find(), request);
        int body = answer.startsWith("200 OK|") && answer.endsWith("\r\n") ? answer.lastIndexOf('|') : answer.length();
        String text = answer.substring(Math.min(answer.length(), body + 1));
        String packet = request.startsWith("PLAY") ? "$\0\0\14\u0080`\0\1\0\0\0\0\0\0\0\7" : "";
        return "RTSP/1.0 " + answer.substring(0, body).replace("|", "\r\n") + "\r\nCSeq: " + sequence.group(1)
                + (text.isEmpty() ? "" : "\r\nContent-Length: " + text.length()) + "\r\n\r\n" + text + packet;
    }
}
