package io.camkit.sink.webrtc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Secret;
import io.camkit.http.Access;
import io.camkit.http.Action;
import io.camkit.http.CamHttp;
import io.camkit.http.HttpOptions;
import io.camkit.sink.webrtc.sdp.Offers;
import io.camkit.testkit.FakeCamera;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.TestKits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class WhepPatchTest {
    private static final String SDP = "application/sdp";
    private static final String FRAGMENT = "application/trickle-ice-sdpfrag";
    private static final String OWNER = "the owner's own secret";
    private static final String OTHER = "somebody else's secret";
    private static final String TRICKLE =
            "m=video 9 RTP/AVP 0\r\na=mid:0\r\n" + "a=candidate:1 1 udp 2122260223 192.0.2.1 61764 typ host\r\n";
    private static final String RESTART = "a=ice-ufrag:EsAw\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n" + TRICKLE;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final HttpClient client = HttpClient.newHttpClient();
    private CamKit kit;
    private CamHttp http;
    private String session;
    private String tag;

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        kit = CamKit.create(TestKits.real(leaks));
        kit.provide(WebRtcOptions.class, WebRtcOptions.defaults().withBind("127.0.0.1"));
        http = CamHttp.on(
                kit,
                HttpOptions.loopback(0)
                        .withAccess(Access.tokens(List.of(token("owner", OWNER), token("other", OTHER)))));
        http.start();
        FakeCamera camera = FakeCamera.h264();
        kit.camera("door").from(camera).to(WebRtc.whep()).start();
        camera.key();
        HttpResponse<String> begun =
                send(request("/cameras/door/whep", OWNER, SDP).POST(BodyPublishers.ofString(Offers.text())));
        assertEquals(201, begun.statusCode(), begun.body());
        session = begun.headers().firstValue("Location").orElseThrow();
        tag = begun.headers().firstValue("ETag").orElseThrow();
    }

    @AfterEach
    void close() {
        http.close();
        kit.close();
    }

    private static Access.Token token(String name, String secret) {
        return new Access.Token(name, Secret.of(secret), Set.of("door"), Set.of(Action.VIEW));
    }

    private HttpRequest.Builder request(String path, String token, String type) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder patch(String body) {
        return request(session, OWNER, FRAGMENT).method("PATCH", BodyPublishers.ofString(body));
    }

    private HttpResponse<String> patch(String body, String condition) throws IOException, InterruptedException {
        return send(patch(body).header("If-Match", condition));
    }

    @Test
    void candidatesAreAcceptedAndNotNeeded() throws IOException, InterruptedException {
        assertEquals(204, patch(TRICKLE, tag).statusCode());
    }

    @Test
    void candidatesAreAcceptedWithoutACondition() throws IOException, InterruptedException {
        assertEquals(204, send(patch(TRICKLE)).statusCode());
    }

    @Test
    void newCredentialsAreAnsweredWithNewOnes() throws IOException, InterruptedException {
        HttpResponse<String> answer = patch(RESTART, "\"*\"");

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(FRAGMENT, answer.headers().firstValue("Content-Type").orElseThrow());
        assertTrue(
                answer.body()
                        .matches("(?s)a=ice-lite\r\na=ice-ufrag:\\S{8}\r\na=ice-pwd:\\S{24}\r\n"
                                + "m=.*a=mid:0\r\na=candidate:.*a=end-of-candidates\r\n"),
                answer.body());
    }

    @Test
    void aRestartedSessionHasAnotherTag() throws IOException, InterruptedException {
        String fresh = patch(RESTART, "*").headers().firstValue("ETag").orElseThrow();

        assertNotEquals(tag, fresh);
        assertEquals(412, patch(TRICKLE, tag).statusCode());
        assertEquals(204, patch(TRICKLE, fresh).statusCode());
    }

    @Test
    void aRestartThatIsAskedForAgainIsAnsweredTheSame() throws IOException, InterruptedException {
        String first = patch(RESTART, "*").body();

        assertEquals(first, patch(RESTART, "*").body());
    }

    @Test
    void anotherStateThanTheSessionsIsRefused() throws IOException, InterruptedException {
        HttpResponse<String> answer = patch(RESTART, "\"another\"");

        assertEquals(412, answer.statusCode());
        assertTrue(answer.body().contains("CK-7207"), answer.body());
    }

    @Test
    void aRestartNeedsACondition() throws IOException, InterruptedException {
        assertEquals(428, send(patch(RESTART)).statusCode());
    }

    @Test
    void anotherTypeIsRefused() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(request(session, OWNER, SDP).method("PATCH", BodyPublishers.ofString(TRICKLE)));

        assertEquals(415, answer.statusCode());
        assertTrue(answer.body().contains("CK-7202"), answer.body());
    }

    @Test
    void whatIsNoFragmentIsRefused() throws IOException, InterruptedException {
        HttpResponse<String> answer = patch("nothing", tag);

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("CK-7206"), answer.body());
    }

    @Test
    void somebodyElseFindsNoSession() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(session, OTHER, FRAGMENT)
                .header("If-Match", "*")
                .method("PATCH", BodyPublishers.ofString(RESTART)));

        assertEquals(404, answer.statusCode());
    }

    @Test
    void aSessionThatWasEndedIsNotFound() throws IOException, InterruptedException {
        assertEquals(200, send(request(session, OWNER, SDP).DELETE()).statusCode());

        assertEquals(404, patch(TRICKLE, tag).statusCode());
    }
}
