package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.camkit.CamkitException;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SelfSigned;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.peers.GstRtspServer;
import io.camkit.testkit.peers.Lighttpd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Servers with certificates of their own, one of which is trusted. */
class SecureInputTest {
    private static final Duration END = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static SelfSigned known;
    private static SelfSigned unknown;
    private static Lighttpd files;
    private static Lighttpd trusted;
    private static Lighttpd stranger;
    private static HttpServer leading;
    private static Lighttpd trustedLeader;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @BeforeAll
    static void start() throws Exception {
        Demuxer.load();
        CompletableFuture<SelfSigned> rsa = CompletableFuture.supplyAsync(() -> certificate("unknown", "RSA"));
        CompletableFuture<SelfSigned> ec = CompletableFuture.supplyAsync(() -> certificate("known", "EC"));
        Clips.playlist(Clips.h264AndAac(folder.resolve("clip.mp4"), 1), folder.resolve("index.m3u8"));
        files = Lighttpd.files(folder);
        known = ec.get(20, TimeUnit.SECONDS);
        unknown = rsa.get(20, TimeUnit.SECONDS);
        trusted = Lighttpd.tls(files.port(), known);
        stranger = Lighttpd.tls(files.port(), unknown);
        leading = leadingTo("http://127.0.0.1:" + files.port());
        trustedLeader = Lighttpd.tls(leading.getAddress().getPort(), known);
        Files.writeString(folder.resolve("redirected.m3u8"), playlistOf(at(trustedLeader, "index0.ts")));
        Files.writeString(folder.resolve("led.m3u8"), playlistOf(at(stranger, "index0.ts")));
        Files.writeString(folder.resolve("out.m3u8"), playlistOf("http://127.0.0.1:" + files.port() + "/index0.ts"));
    }

    /** A server that sends everybody to another one. */
    private static HttpServer leadingTo(String site) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", site + exchange.getRequestURI());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static SelfSigned certificate(String name, String algorithm) {
        try {
            return SelfSigned.in(Files.createDirectory(folder.resolve(name)), algorithm);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String playlistOf(String segment) {
        return "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n" + segment + "\n#EXT-X-ENDLIST\n";
    }

    @AfterAll
    static void end() {
        trustedLeader.close();
        leading.stop(0);
        stranger.close();
        trusted.close();
        files.close();
    }

    private static String at(Lighttpd server, String file) {
        return "https://127.0.0.1:" + server.port() + "/" + file;
    }

    private FfmpegSource source(String address) {
        Ffmpeg input = Ffmpeg.input(address).isolation(Isolation.INLINE);
        Ordering ordering = new Ordering(input, List.of(known.certificateFile()));
        return new FfmpegSource(input, ordering, new VideoDevices(folder));
    }

    private void assertPlays(String address) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(source(address)).awaitFrames(5);
            probe.stop();
            probe.awaitEnd(END);
        }
    }

    private void assertEnds(String address, String code) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            CamkitException end = probe.start(source(address)).awaitEnd(END);
            assertEquals(List.of(), probe.received(), end::getMessage);
            assertEquals(code, end.code(), end::getMessage);
        }
    }

    @Test
    void aTrustedServerIsBelieved() {
        assertPlays(at(trusted, "index.m3u8"));
    }

    @Test
    void aStrangerIsNot() {
        assertEnds(at(stranger, "index.m3u8"), "CK-4113");
    }

    @Test
    void anybodyIsBelievedWhereThatIsWanted() {
        assertPlays(at(stranger, "index.m3u8") + "#trust=any");
    }

    @Test
    void aTrustedPlaylistDoesNotMakeAStrangerTrusted() {
        assertEnds(at(trusted, "led.m3u8"), "CK-4113");
        assertPlays(at(trusted, "led.m3u8") + "#trust=any");
    }

    @Test
    void aPlaylistOverTlsDoesNotLeaveIt() {
        assertEnds(at(trusted, "out.m3u8"), "CK-4113");
    }

    @Test
    void aRedirectDoesNotLeaveTls() {
        assertEnds(at(trustedLeader, "index.m3u8"), "CK-4116");
        assertEnds(at(trusted, "redirected.m3u8"), "CK-4113");
    }

    @Test
    void rtspOverTlsIsVerifiedToo() {
        Path clip = io.camkit.testkit.peers.Ffmpeg.h264(folder.resolve("clip.h264"), 160, 96, 25, 5, 25);
        try (GstRtspServer server = GstRtspServer.of(clip).tls(unknown).start()) {
            String address = "rtsps://127.0.0.1:" + server.port() + "/cam0";

            assertEnds(address, "CK-4113");
            assertPlays(address + "#trust=any");
        }
    }
}
