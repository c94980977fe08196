package io.camkit.sink.webrtc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Secret;
import io.camkit.http.Access;
import io.camkit.http.Action;
import io.camkit.http.CamHttp;
import io.camkit.http.HttpOptions;
import io.camkit.sink.webrtc.TestViewer.Packet;
import io.camkit.sink.webrtc.dtls.DtlsEnd;
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
class WhepTest {
    private static final String FAMILY = "family-token-0123";
    private static final String NEIGHBOUR = "neighbour-token-0";
    private static final int NACK = 0x81cd_0003;
    private static final int PICTURE_LOSS = 0x81ce_0002;
    private static final int STAP_A = 24;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final HttpClient client = HttpClient.newHttpClient();
    private CamKit kit;
    private CamHttp http;
    private FakeCamera camera;

    @BeforeEach
    void open() {
        kit = CamKit.create(TestKits.real(leaks));
        kit.provide(WebRtcOptions.class, WebRtcOptions.defaults().withBind("127.0.0.1"));
        http = CamHttp.on(
                kit,
                HttpOptions.loopback(0)
                        .withAccess(Access.tokens(List.of(
                                new Access.Token("family", Secret.of(FAMILY), Set.of("*"), Set.of(Action.VIEW)),
                                new Access.Token(
                                        "neighbour", Secret.of(NEIGHBOUR), Set.of("*"), Set.of(Action.VIEW))))));
        http.start();
        camera = FakeCamera.h264();
        kit.camera("door").from(camera).to(WebRtc.whep()).start();
        camera.key();
    }

    @AfterEach
    void close() {
        http.close();
        kit.close();
    }

    @Test
    void aViewerBeginsAtOnceWithTheKeptKeyFrame() throws Exception {
        try (TestViewer viewer = new TestViewer(kit.clock())) {
            begin(viewer);

            Packet first = viewer.next();
            assertEquals(TestViewer.H264, first.type());
            assertEquals(STAP_A, first.payload().get(0) & 0x1f);
            assertEquals(first.sequence() + 1 & 0xffff, viewer.next().sequence());
        }
    }

    @Test
    void everyViewerGetsWhatTheCameraSends() throws Exception {
        try (TestViewer one = new TestViewer(kit.clock());
                TestViewer other = new TestViewer(kit.clock())) {
            begin(one);
            begin(other);
            camera.delta();

            for (int i = 0; i < 3; i++) {
                assertEquals(one.next().payload(), other.next().payload());
            }
        }
    }

    @Test
    void sessionsThatBeginTogetherCountAsTwo() throws Exception {
        try (TestViewer one = new TestViewer(kit.clock());
                TestViewer other = new TestViewer(kit.clock())) {
            String first = post("application/sdp", one.offer()).body();
            String second = post("application/sdp", other.offer()).body();
            one.connect(first);
            one.next();
            other.connect(second);
            other.next();

            assertEquals(2, kit.find("door").orElseThrow().streams().get(0).subscribers());
        }
    }

    @Test
    void aMissingPacketIsSentAgain() throws Exception {
        try (TestViewer viewer = new TestViewer(kit.clock())) {
            begin(viewer);
            Packet lost = viewer.next();
            viewer.next();

            viewer.feedback(NACK, lost.source(), lost.sequence() << 16);

            Packet again = viewer.next();
            assertEquals(TestViewer.REPAIR, again.type());
            assertEquals(lost.sequence(), again.payload().getShort(0) & 0xffff);
        }
    }

    @Test
    void whoLostAPictureHasTheCameraAskedForAKeyFrame() throws Exception {
        try (TestViewer viewer = new TestViewer(kit.clock())) {
            begin(viewer);
            Packet first = viewer.next();
            int before = camera.keyFrameRequests();

            viewer.feedback(PICTURE_LOSS, first.source());

            while (camera.keyFrameRequests() == before) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aRevokedTokenEndsItsSessions() throws Exception {
        try (TestViewer viewer = new TestViewer(kit.clock())) {
            begin(viewer);

            http.revoke("family");

            assertInstanceOf(DtlsEnd.Left.class, viewer.awaitEnd());
        }
    }

    @Test
    void aSessionIsEndedByItsAddress() throws Exception {
        try (TestViewer viewer = new TestViewer(kit.clock())) {
            String session = begin(viewer);

            assertEquals(200, delete(session, FAMILY).statusCode());

            assertInstanceOf(DtlsEnd.Left.class, viewer.awaitEnd());
            assertEquals(404, delete(session, FAMILY).statusCode());
        }
    }

    @Test
    void nobodyEndsTheSessionOfSomebodyElse() throws Exception {
        try (TestViewer viewer = new TestViewer(kit.clock())) {
            String session = begin(viewer);

            viewer.next();
            viewer.next();

            assertEquals(404, delete(session, NEIGHBOUR).statusCode());
            camera.delta();

            viewer.next();
        }
    }

    @Test
    void theEndOfTheCameraEndsItsSessions() throws Exception {
        try (TestViewer viewer = new TestViewer(kit.clock())) {
            begin(viewer);

            kit.find("door").orElseThrow().close();

            assertInstanceOf(DtlsEnd.Left.class, viewer.awaitEnd());
        }
    }

    @Test
    void aViewerWhoLeavesIsForgotten() throws Exception {
        String session;
        try (TestViewer viewer = new TestViewer(kit.clock())) {
            session = begin(viewer);
            viewer.next();
        }
        while (kit.find("door").orElseThrow().streams().get(0).subscribers() > 0) {
            Thread.onSpinWait();
        }
        assertEquals(404, delete(session, FAMILY).statusCode());
    }

    @Test
    void whatIsNoOfferIsRefusedWithWhatToDo() throws Exception {
        HttpResponse<String> answer = post("application/sdp", "v=0");

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("CK-7201"), answer.body());
    }

    @Test
    void anotherKindOfBodyIsRefused() throws Exception {
        assertEquals(415, post("application/json", "{}").statusCode());
    }

    @Test
    void anOfferWithoutAFormatOfTheCameraIsRefused() throws Exception {
        try (TestViewer viewer = new TestViewer(kit.clock())) {
            HttpResponse<String> answer = post("application/sdp", viewer.offer().replace("H264/90000", "VP8/90000"));

            assertEquals(406, answer.statusCode());
            assertTrue(answer.body().contains("CK-7203"), answer.body());
        }
    }

    private String begin(TestViewer viewer) throws Exception {
        HttpResponse<String> answer = post("application/sdp", viewer.offer());
        assertEquals(201, answer.statusCode(), answer.body());
        viewer.connect(answer.body());
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> post(String type, String body) throws IOException, InterruptedException {
        return send(request("/cameras/door/whep", FAMILY)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> delete(String session, String token) throws IOException, InterruptedException {
        return send(request(session, token).DELETE());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path))
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
