package io.camkit.source.mjpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.camkit.testkit.AnsweringServer;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What servers of single pictures may answer, and what comes of it. */
class SnapshotAnswersTest {
    private static final String PICTURE = Jpegs.text(Jpegs.of(32, 16));
    private static final String ETAG = "ETag: \"1\"\r\n";
    private static final String MODIFIED = "Last-Modified: Sun, 01 Mar 2026 12:00:00 GMT\r\n";

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private static String answer(String fields, String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n" + fields + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static MjpegCamera at(AnsweringServer server, Duration every) {
        return MjpegCamera.at("http://127.0.0.1:" + server.address().getPort() + "/snapshot")
                .every(every);
    }

    /** The first requests that come for a camera that answers so. */
    private List<String> requestsOf(String answer, Duration every, int count) {
        try (AnsweringServer server = AnsweringServer.answering(request -> answer);
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server, every).open()).awaitFrames(count);
            return server.requests();
        }
    }

    @Test
    void aPictureThatWasNotWholeIsAskedForWithoutCondition() {
        String cut = PICTURE.substring(0, PICTURE.length() - 20);
        var asked = new AtomicInteger();
        UnaryOperator<String> script = request -> answer(ETAG + MODIFIED, asked.getAndIncrement() == 0 ? cut : PICTURE);
        try (AnsweringServer server = AnsweringServer.answering(script);
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server, Duration.ofMillis(40)).open()).awaitFrames(1);

            assertFalse(server.requests().get(1).contains("If-None-Match"));
        }
    }

    @Test
    void aServerMayCloseAfterEveryPicture() {
        String answer = answer("Connection: close\r\n", PICTURE);

        assertEquals(3, requestsOf(answer, Duration.ofMillis(40), 3).size());
    }

    @Test
    void aCameraThatSendsOnlyNonsenseIsGivenUp() {
        try (AnsweringServer server = AnsweringServer.answering(request -> answer("", "nonsense"));
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server, Duration.ofMillis(40)).open());

            assertEquals("CK-3121", probe.awaitEnd(Duration.ofSeconds(10)).code());
        }
    }

    @Test
    void aPictureThatNeverEndsIsGivenUp() {
        String half = answer("", PICTURE).substring(0, 200);
        try (AnsweringServer server = AnsweringServer.answering(request -> half);
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server, Duration.ofHours(1)).open());
            server.awaitRequests(1);

            assertEquals("CK-2203", probe.awaitEnd(Duration.ofSeconds(10)).code());
        }
    }

    @Test
    void aPictureThatAnnouncesTooManyBytesIsRefused() {
        String answer = answer("", "").replace("Content-Length: 0", "Content-Length: 8388609");
        try (AnsweringServer server = AnsweringServer.answering(request -> answer);
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server, Duration.ofHours(1)).open());

            assertEquals("CK-2213", probe.awaitEnd(Duration.ofSeconds(10)).code());
        }
    }

    @Test
    void anAnswerThatNobodyAskedForCostsItsConnection() {
        String twice = answer("", PICTURE).repeat(2);
        try (AnsweringServer server = AnsweringServer.answering(request -> twice);
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(server, Duration.ofMillis(40)).open()).awaitFrames(3);

            assertEquals(3, server.requests().size());
        }
    }
}
