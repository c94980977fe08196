package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.KeyFrames;
import io.camkit.TalkBack;
import io.camkit.source.rtsp.Rtsp.Transport;
import io.camkit.spi.Source;
import io.camkit.testkit.AnsweringServer;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SelfSigned;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.UdpFaultProxy;
import io.camkit.testkit.UdpFaultProxy.Weather;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.GstRtspServer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How packets travel, and what goes back to the camera: GStreamer's RTSP server, set up in different ways. */
class TransportTest {
    @TempDir
    static Path directory;

    private static Path clip;
    /** Serves both transports, sends key frames when asked, and has a loudspeaker. */
    private static GstRtspServer server;
    /** Serves TCP alone, and no more than video. */
    private static GstRtspServer simple;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @BeforeAll
    static void startServers() {
        clip = Ffmpeg.h264(directory.resolve("clip.h264"), 320, 240, 25, 25, 50);
        server = GstRtspServer.of(clip).sendsKeyFramesWhenAsked().loudspeaker().start();
        simple = GstRtspServer.of(clip).onlyTcp().start();
    }

    @AfterAll
    static void endServers() {
        server.close();
        simple.close();
    }

    @Test
    void udpPlaysWhereItIsAskedFor() {
        assertPlaysOver("RTSP over UDP", Rtsp.at(server.uri(0) + "#transport=udp"));
    }

    @Test
    void udpStandsInForTcpThatIsRefused() {
        try (GstRtspServer other = GstRtspServer.of(clip).onlyUdp().start()) {
            Rtsp spec = Rtsp.at(other.uri(0));
            assertPlaysOver("RTSP over UDP", spec);

            assertEquals(Transport.UDP, spec.firstTransport());
        }
    }

    @Test
    void tcpStandsInForUdpThatIsRefused() {
        assertPlaysOver("RTSP over TCP", Rtsp.at(simple.uri(0)).transport(Transport.UDP));
    }

    @Test
    void tcpStandsInForUdpThatNothingComesOver() {
        try (UdpFaultProxy network = UdpFaultProxy.to(server.address(), new Weather(1, 0, 0, 0), 1);
                SourceProbe probe = SourceProbe.over(leaks)) {
            Rtsp spec = Rtsp.at("rtsp://127.0.0.1:" + network.port() + "/cam0").transport(Transport.UDP);
            probe.start(spec.open());
            assertEquals("RTSP over UDP", probe.awaitTransport());
            probe.elapse(Duration.ofSeconds(2));
            probe.awaitFrames(10);

            assertEquals("RTSP over TCP", probe.transport());
            assertEquals(Transport.TCP, spec.firstTransport());
        }
    }

    private void assertPlaysOver(String transport, Rtsp spec) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(spec.open()).awaitFrames(10);

            assertEquals(transport, probe.transport());
        }
    }

    @Test
    void overTlsTheFingerprintInTheRefusalIsWhatToPin() throws Exception {
        SelfSigned pair = SelfSigned.in(directory, "RSA");
        try (GstRtspServer secure = GstRtspServer.of(clip).tls(pair).start()) {
            String refusal = endOf(Rtsp.at(secure.uri(0)));
            assertTrue(refusal.startsWith("CK-2407"), refusal);

            String shown = refusal.replaceAll("(?s).*SHA-256 ([0-9a-f]{64}).*", "$1");
            assertPlaysOver("RTSPS over TCP", Rtsp.at(secure.uri(0) + "#trust=sha256:" + shown));
        }
    }

    @Test
    void aRedirectIntoTlsLeavesUdpBehind() throws Exception {
        String description = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:t1\r\n";
        String described = "RTSP/1.0 200 OK\r\nContent-Length: " + description.length() + "\r\n\r\n" + description;
        try (GstRtspServer secure = GstRtspServer.of(clip)
                        .tls(SelfSigned.in(Files.createDirectory(directory.resolve("moved")), "RSA"))
                        .start();
                AnsweringServer plain = AnsweringServer.answering(request -> {
                    if (!request.startsWith("SETUP")) {
                        return described;
                    }
                    return request.contains("RTP/AVP/TCP")
                            ? "RTSP/1.0 461 Unsupported Transport\r\n\r\n"
                            : "REDIRECT * RTSP/1.0\r\nLocation: " + secure.uri(0) + "\r\n\r\n";
                })) {
            int port = plain.address().getPort();

            assertPlaysOver("RTSPS over TCP", Rtsp.at("rtsp://127.0.0.1:" + port + "/live#trust=any"));
        }
    }

    @Test
    void tlsOnAPlainPortSaysSo() {
        String end = endOf(Rtsp.at(server.uri(0).replace("rtsp:", "rtsps:") + "#trust=any"));

        assertTrue(end.startsWith("CK-24"), end);
    }

    private String endOf(Rtsp spec) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(spec.open()).awaitFramesOrEnd(1);
            return String.valueOf(probe.end().orElseThrow().getMessage());
        }
    }

    @Test
    void aKeyFrameComesWhenItIsAskedFor() {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            Source source = Rtsp.at(server.uri(0) + "#transport=udp").open();
            probe.start(source).awaitFrames(1);

            source.capability(KeyFrames.class).orElseThrow().request();

            server.awaitKeyFrameRequest();
        }
    }

    @Test
    void whatOneSaysComesOutOfTheLoudspeaker() {
        for (String transport : new String[] {"tcp", "udp"}) {
            try (SourceProbe probe = SourceProbe.over(leaks)) {
                Source source = Rtsp.at(server.uri(0) + "#talkback=on&transport=" + transport)
                        .open();
                probe.start(source).awaitFrames(1);
                TalkBack talkBack = source.capability(TalkBack.class).orElseThrow();
                assertEquals(Codec.PCMU, talkBack.track().codec());

                try (TalkBack.Lease lease = talkBack.acquire().orElseThrow()) {
                    assertEquals(Optional.empty(), talkBack.acquire());
                    for (int i = 0; i < 10; i++) {
                        assertTrue(lease.send(ByteBuffer.allocate(160)));
                    }
                    server.awaitSound(10 * 160);
                }
                assertTrue(talkBack.acquire().isPresent());
            }
        }
    }

    @Test
    void aCameraWithoutLoudspeakerPlaysAllTheSame() {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            Source source = Rtsp.at(simple.uri(0)).talkBack().open();
            probe.start(source).awaitFrames(10);

            assertEquals(Optional.empty(), source.capability(TalkBack.class));
            assertEquals(Optional.empty(), source.capability(KeyFrames.class));
        }
    }
}
