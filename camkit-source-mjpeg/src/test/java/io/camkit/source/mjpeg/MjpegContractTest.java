package io.camkit.source.mjpeg;

import io.camkit.Credentials;
import io.camkit.SourceSpec;
import io.camkit.testkit.NetworkSourceContract;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.FfmpegMjpegServer;
import io.camkit.testkit.peers.Lighttpd;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Against FFmpeg's HTTP server, behind lighttpd, which asks for a password by Digest. */
class MjpegContractTest extends NetworkSourceContract {
    private static final Credentials VIEWER = Credentials.of("viewer", "s3cret@/");

    @TempDir
    static Path directory;

    private static FfmpegMjpegServer camera;
    private static Lighttpd guard;

    @BeforeAll
    static void startServers() {
        camera = FfmpegMjpegServer.of(Ffmpeg.mjpeg(directory.resolve("clip.mjpeg"), 320, 240, 25, 50));
        guard = Lighttpd.digest(camera.port(), VIEWER);
    }

    @AfterAll
    static void endServers() {
        guard.close();
        camera.close();
    }

    @Override
    protected InetSocketAddress peer() {
        return guard.address();
    }

    @Override
    protected SourceSpec at(InetSocketAddress address) {
        return MjpegCamera.at("http://127.0.0.1:" + address.getPort() + "/stream")
                .credentials(VIEWER.username(), VIEWER.password());
    }

    @Override
    protected List<String> secrets() {
        return List.of(VIEWER.password().reveal());
    }
}
