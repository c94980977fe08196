package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Codec;
import io.camkit.Credentials;
import io.camkit.FrameHeader;
import io.camkit.net.AddressGuard;
import io.camkit.net.Resolver;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.peers.FfmpegStreamServer;
import io.camkit.testkit.peers.Lighttpd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkInputTest {
    private static final Duration END = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static Path clip;
    private static Lighttpd web;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @BeforeAll
    static void start() throws IOException {
        Demuxer.load();
        clip = Clips.h264AndAac(folder.resolve("clip.mp4"), 3);
        Clips.playlist(clip, folder.resolve("index.m3u8"));
        Files.writeString(folder.resolve("page.html"), "<html>camera</html>");
        Files.writeString(
                folder.resolve("evil.m3u8"),
                "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile://" + folder.resolve("index0.ts")
                        + "\n#EXT-X-ENDLIST\n");
        web = Lighttpd.files(folder);
    }

    @AfterAll
    static void end() {
        web.close();
    }

    private static String web(String file) {
        return "http://127.0.0.1:" + web.port() + "/" + file;
    }

    private void assertPlays(Ffmpeg input) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            List<FrameHeader> frames = probe.start(input.open()).awaitFrames(15);
            probe.stop();
            assertEquals("CK-1302", probe.awaitEnd(END).code());

            assertEquals(List.of(), probe.brokenRules());
            assertEquals("H264 160x96 25 fps", first(frames, Codec.H264).track().toString());
            assertEquals("AAC 48000 Hz, 1 ch", first(frames, Codec.AAC).track().toString());
        }
    }

    private static FrameHeader first(List<FrameHeader> frames, Codec codec) {
        return frames.stream()
                .filter(frame -> frame.track().codec() == codec)
                .findFirst()
                .orElseThrow();
    }

    private CamkitException endOf(Ffmpeg input) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            assertEquals(List.of(), probe.start(input.open()).awaitFramesOrEnd(1));
            return probe.awaitEnd(END);
        }
    }

    @Test
    void rtmpIsPlayed() {
        try (FfmpegStreamServer server = FfmpegStreamServer.rtmp(clip)) {
            assertPlays(Ffmpeg.input(server.uri()).isolation(Isolation.INLINE));
        }
    }

    @Test
    void aPlaylistIsPlayedAtItsOwnRate() {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            List<FrameHeader> frames = probe.start(Ffmpeg.input(web("index.m3u8"))
                            .isolation(Isolation.INLINE)
                            .open())
                    .awaitFrames(30);
            probe.stop();
            probe.awaitEnd(END);

            assertEquals(List.of(), probe.brokenRules());
            FrameHeader last = frames.get(frames.size() - 1);
            long media = last.track().toNanos(last.dts())
                    - frames.get(0).track().toNanos(frames.get(0).dts());
            long time = last.captureNanos() - frames.get(0).captureNanos();
            assertTrue(Math.abs(media - time) <= 100_000_000, () -> media + " ns took " + time);
        }
    }

    @Test
    void aPlaylistReadsNoFile() {
        assertEquals(
                "CK-4113",
                endOf(Ffmpeg.input(web("evil.m3u8")).isolation(Isolation.INLINE))
                        .code());
    }

    @Test
    void nobodyListening() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertEquals(
                "CK-2402",
                endOf(Ffmpeg.input("rtmp://127.0.0.1:" + port + "/a/b").isolation(Isolation.INLINE))
                        .code());
    }

    @Test
    void aServerOfAnotherProtocolIsSaidToBeOne() {
        String end = endOf(Ffmpeg.input("rtsp://127.0.0.1:" + web.port() + "/a").isolation(Isolation.INLINE))
                .code();

        assertTrue(List.of("CK-4113", "CK-4115").contains(end), end);
    }

    @Test
    void aWebPageIsNoStream() {
        assertEquals(
                "CK-4113",
                endOf(Ffmpeg.input(web("page.html")).isolation(Isolation.INLINE))
                        .code());
    }

    @Test
    void aMissingPlaylistIsTheServersAnswer() {
        assertEquals(
                "CK-4115",
                endOf(Ffmpeg.input(web("none.m3u8")).isolation(Isolation.INLINE))
                        .code());
    }

    @Test
    void aPasswordGoesToTheServer() {
        Credentials viewer = Credentials.of("viewer", "s3cret:@/");
        try (Lighttpd guarded = Lighttpd.basic(web.port(), viewer)) {
            assertPlays(Ffmpeg.input("http://127.0.0.1:" + guarded.port() + "/index.m3u8")
                    .credentials(viewer.username(), viewer.password())
                    .isolation(Isolation.INLINE));
        }
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void aPasswordThatTheServerRefusesIsTriedSlowly(Isolation isolation) {
        try (Lighttpd guarded = Lighttpd.basic(web.port(), Credentials.of("viewer", "s3cret"))) {
            CamkitException refused = endOf(Ffmpeg.input("http://127.0.0.1:" + guarded.port() + "/index.m3u8")
                    .credentials("viewer", "wr0ng")
                    .isolation(isolation));

            assertEquals("CK-4114", refused.code());
            assertEquals(Retry.RETRY_SLOWLY, refused.retry());
            assertFalse(refused.toString().contains("wr0ng"), refused::toString);
        }
    }

    @Test
    void aServerThatAsksForAPasswordNobodyGaveIsSaidToDoSo() {
        try (Lighttpd guarded = Lighttpd.basic(web.port(), Credentials.of("viewer", "s3cret"))) {
            assertEquals(
                    "CK-4114",
                    endOf(Ffmpeg.input("http://127.0.0.1:" + guarded.port() + "/index.m3u8")
                                    .isolation(Isolation.INLINE))
                            .code());
        }
    }

    @Test
    void whoeverMayNotConnectToThisMachineIsNotLedThere() {
        assertEquals("CK-2410", guarded(Ffmpeg.input("rtmp://127.0.0.1:1/a/b")));
        assertEquals("CK-4125", guarded(Ffmpeg.input("http://10.99.99.99/index.m3u8")));
        assertEquals("CK-4125", guarded(Ffmpeg.input(clip.toString())));
    }

    private String guarded(Ffmpeg input) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            return probe.providing(Resolver.class, new AddressGuard())
                    .start(input.open())
                    .awaitEnd(END)
                    .code();
        }
    }
}
