package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.SourceSpec;
import io.camkit.testkit.NetworkSourceContract;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.peers.GstRtspServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RTSP through FFmpeg in this JVM, against GStreamer's server, which asks for a password by Digest. */
class RtspInputContractTest extends NetworkSourceContract {
    private static final Credentials VIEWER = Credentials.of("viewer", "s3cret:@/");

    @TempDir
    static Path directory;

    private static GstRtspServer server;

    @BeforeAll
    static void startServer() {
        Demuxer.load();
        Path clip = io.camkit.testkit.peers.Ffmpeg.h264(directory.resolve("clip.h264"), 160, 96, 100, 5, 50);
        server = GstRtspServer.of(clip).framesPerSecond(100).digest(VIEWER).start();
    }

    @AfterAll
    static void endServer() {
        server.close();
    }

    @Override
    protected InetSocketAddress peer() {
        return server.address();
    }

    @Override
    protected SourceSpec at(InetSocketAddress address) {
        return Ffmpeg.input("rtsp://127.0.0.1:" + address.getPort() + "/cam0")
                .credentials(VIEWER.username(), VIEWER.password())
                .isolation(Isolation.INLINE);
    }

    @Test
    void aRefusedPasswordIsSaidSoWithoutIt() {
        Ffmpeg wrong =
                Ffmpeg.input("rtsp://127.0.0.1:" + server.port() + "/cam0").credentials("viewer", "s3cret:@/2");
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            CamkitException end =
                    probe.start(wrong.isolation(Isolation.INLINE).open()).awaitEnd(END);

            assertEquals("CK-4114", end.code());
            assertReadable(end);
        }
    }

    @Override
    protected List<String> secrets() {
        return List.of(VIEWER.password().reveal(), "s3cret");
    }
}
