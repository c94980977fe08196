package io.camkit.source.mjpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.FrameHeader;
import io.camkit.net.Loops;
import io.camkit.testkit.AnsweringServer;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers may answer, and what comes of it. */
class MjpegAnswersTest {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=cam\r\n\r\n";
    private static final String PICTURE = Jpegs.text(Jpegs.of(32, 16));

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @ParameterizedTest
    @CsvSource({
        "403 Forbidden, CK-2215",
        "404 Not Found, CK-2205",
        "503 Busy, CK-2212",
        "204 No Content, CK-2212",
        "401 Unauthorized|WWW-Authenticate: Basic realm=\"x\", CK-2206",
        "302 Found, CK-2210",
        "302 Found|Location: ftp://cam/x, CK-2210",
        "302 Found|Location: http://u:p@[, CK-2210",
        "302 Found|Location: /again, CK-2210",
        "200 OK|Content-Type: text/html; charset=utf-8, CK-2207",
        "200 OK, CK-2207",
        "304 Not Modified, CK-2212",
    })
    void everyRefusalHasItsCode(String answer, String code) {
        CamkitException end = endOf("HTTP/1.1 " + answer.replace("|", "\r\n") + "\r\nContent-Length: 0\r\n\r\n");

        assertEquals(code, end.code(), end::getMessage);
        assertFalse(String.valueOf(end.getMessage()).contains("u:p@"), end::getMessage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SSH-2.0-OpenSSH\r\n\r\n", "RTSP/1.0 400 Bad Request\r\n\r\n", "\u0015\u0003\u0001\u0000\n\n"})
    void otherProtocolsAreNamedAsSuch(String answer) {
        assertEquals("CK-2202", endOf(answer).code());
    }

    @Test
    void aStopThatOvertakesItsStartLeavesNoConnection() {
        var dialled = new AtomicInteger();
        try (Loops loops = new Loops(1);
                SourceProbe probe = SourceProbe.over(leaks)) {
            EventLoop loop = loops.next();
            var session =
                    new MjpegSession(MjpegCamera.at("http://camera.invalid/x"), probe, loop, (host, port, handler) -> {
                        dialled.incrementAndGet();
                        return loop.newPromise();
                    });
            loop.submit(() -> {
                        session.leave();
                        session.ask();
                    })
                    .syncUninterruptibly();

            assertEquals("CK-1302", probe.awaitEnd(Duration.ofSeconds(1)).code());
            assertEquals(0, dialled.get());
        }
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() {
        try (AnsweringServer server = AnsweringServer.answering(request -> "");
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open());
            server.awaitRequests(1);

            assertEquals("CK-2203", probe.awaitEnd(Duration.ofSeconds(10)).code());
        }
    }

    @Test
    void aRedirectIsFollowedAndThePasswordStaysAtItsHost() {
        try (AnsweringServer other = AnsweringServer.answering(request -> HEAD + part(PICTURE) + part(PICTURE));
                AnsweringServer server = AnsweringServer.answering(request -> redirect(request, other));
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).credentials("viewer", "s3cret").open()).awaitFrames(1);

            assertTrue(server.requests().get(1).contains("Authorization: Basic "));
            assertTrue(other.requests().get(0).startsWith("GET /stream?x=1 "));
            assertFalse(other.requests().get(0).contains("Authorization"));
        }
    }

    /** Asks for the password first, then leads to another host: the same machine under another name. */
    private static String redirect(String request, AnsweringServer other) {
        return request.contains("Authorization")
                ? "HTTP/1.1 302 Found\r\nLocation: http://localhost:"
                        + other.address().getPort() + "/stream?x=1\r\nContent-Length: 0\r\n\r\n"
                : "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n";
    }

    @Test
    void aRedirectMayBeRelative() {
        try (AnsweringServer server = AnsweringServer.answering(request -> request.startsWith("GET /live ")
                        ? "HTTP/1.1 301 Moved\r\nLocation: cam/1?a=b\r\nContent-Length: 0\r\n\r\n"
                        : HEAD + part(PICTURE));
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open()).awaitFrames(1);

            assertTrue(server.requests().get(1).startsWith("GET /cam/1?a=b HTTP/1.1\r\n"));
        }
    }

    @Test
    void chunksAreNoParts() {
        String body = part(PICTURE) + part(PICTURE);
        var chunks = new StringBuilder(HEAD.replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n"));
        for (int at = 0; at < body.length(); at += 100) {
            String chunk = body.substring(at, Math.min(body.length(), at + 100));
            chunks.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }

        assertEquals(2, framesOf(chunks.toString(), 2).size());
    }

    @Test
    void partsWithoutLengthAreWhole() {
        String bare = "--cam\r\n\r\n" + PICTURE + "\r\n";

        assertEquals(3, framesOf(HEAD + bare + bare + bare + "--cam\r\n", 3).size());
    }

    @Test
    void trailingBytesAreCutOff() {
        String part = part(PICTURE + "\u0000\u0000rest");
        var sizes = new CopyOnWriteArrayList<Integer>();
        try (AnsweringServer server = AnsweringServer.answering(request -> HEAD + part + part);
                SourceProbe probe = SourceProbe.over(leaks).lendingTo(frame -> sizes.add(frame.size()))) {
            probe.start(at(server).open()).awaitFrames(2);

            assertEquals(PICTURE.length(), sizes.get(0));
            assertEquals(2, dropped(probe, "trailing_bytes"));
        }
    }

    @Test
    void aTruncatedPictureIsLeftOutAndCounted() {
        String cut = PICTURE.substring(0, PICTURE.length() - 20);
        try (AnsweringServer server =
                        AnsweringServer.answering(request -> HEAD + part(cut) + part("nonsense") + part(PICTURE));
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open()).awaitFrames(1);

            assertEquals(1, dropped(probe, "truncated"));
            assertEquals(1, dropped(probe, "malformed"));
        }
    }

    @Test
    void aCameraThatSendsOnlyNonsenseIsGivenUp() {
        assertEquals("CK-3121", endOf(HEAD + part("nonsense").repeat(12)).code());
    }

    @Test
    void anotherSizeIsAnotherTrack() {
        List<FrameHeader> frames =
                framesOf(HEAD + part(PICTURE) + part(PICTURE) + part(Jpegs.text(Jpegs.of(64, 48))), 3);

        assertSame(frames.get(0).track(), frames.get(1).track());
        assertNotSame(frames.get(1).track(), frames.get(2).track());
        assertEquals(64, frames.get(2).track().width());
    }

    @Test
    void aPictureThatClaimsToBeHugeIsRefusedBeforeThereIsMemoryForIt() {
        String huge = Jpegs.text(Jpegs.claiming(20_000, 16_000));

        try (AnsweringServer server = AnsweringServer.answering(request -> HEAD + part(huge));
                SourceProbe probe = SourceProbe.over(capacity -> {
                    throw new AssertionError("nothing may be allocated");
                })) {
            probe.start(at(server).open()).awaitFramesOrEnd(1);

            assertEquals("CK-3122", probe.end().orElseThrow().code());
        }
    }

    @Test
    void aPartThatAnnouncesTooManyBytesIsRefused() {
        assertEquals(
                "CK-2213",
                endOf(HEAD + "--cam\r\nContent-Length: 8388609\r\n\r\n").code());
    }

    private static String part(String picture) {
        return "--cam\r\nContent-Type: image/jpeg\r\nContent-Length: " + picture.length() + "\r\n\r\n" + picture
                + "\r\n";
    }

    private static long dropped(SourceProbe probe, String reason) {
        return probe.metrics().samples().stream()
                .filter(sample -> reason.equals(sample.labels().get("reason")))
                .mapToLong(sample -> (long) sample.value())
                .sum();
    }

    private List<FrameHeader> framesOf(String answer, int count) {
        try (AnsweringServer server = AnsweringServer.answering(request -> answer);
                SourceProbe probe = SourceProbe.over(leaks)) {
            return probe.start(at(server).open()).awaitFrames(count);
        }
    }

    private CamkitException endOf(String answer) {
        try (AnsweringServer server = AnsweringServer.answering(request -> answer);
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server).open()).awaitFramesOrEnd(1);
            return probe.end().orElseThrow();
        }
    }

    private static MjpegCamera at(AnsweringServer server) {
        return MjpegCamera.at("http://127.0.0.1:" + server.address().getPort() + "/live");
    }
}
