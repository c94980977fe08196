package io.camkit.source.onvif;

import io.camkit.Credentials;
import io.camkit.SourceSpec;
import io.camkit.testkit.FakeOnvif;
import io.camkit.testkit.SourceContract;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.FfmpegMjpegServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A device with a password and a wrong clock, whose stream is FFmpeg's. */
class OnvifContractTest extends SourceContract {
    private static final Credentials VIEWER = Credentials.of("viewer", "s3cret@/");

    @TempDir
    static Path directory;

    private static FfmpegMjpegServer stream;
    private static FakeOnvif camera;

    @BeforeAll
    static void startServers() {
        stream = FfmpegMjpegServer.of(Ffmpeg.mjpeg(directory.resolve("clip.mjpeg"), 320, 240, 25, 50));
        camera = FakeOnvif.start().askForToken(VIEWER).clockAhead(Duration.ofDays(-3650)).stream(
                "http://10.99.99.99:" + stream.port() + "/stream");
    }

    @AfterAll
    static void endServers() {
        camera.close();
        stream.close();
    }

    @Override
    protected SourceSpec working() {
        return Onvif.at("127.0.0.1:" + camera.address().getPort()).credentials(VIEWER.username(), VIEWER.password());
    }

    @Override
    protected List<String> secrets() {
        return List.of(VIEWER.password().reveal());
    }
}
