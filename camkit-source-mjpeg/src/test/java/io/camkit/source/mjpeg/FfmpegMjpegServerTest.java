package io.camkit.source.mjpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.FrameHeader;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.FfmpegMjpegServer;
import io.camkit.testkit.peers.Lighttpd;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** FFmpeg's MJPEG server, alone and behind lighttpd, seen through one source. */
class FfmpegMjpegServerTest {
    private static final Credentials VIEWER = Credentials.of("viewer", "s3cret");

    @TempDir
    static Path directory;

    private static FfmpegMjpegServer camera;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @BeforeAll
    static void startCamera() {
        camera = FfmpegMjpegServer.of(Ffmpeg.mjpeg(directory.resolve("clip.mjpeg"), 320, 240, 25, 50));
    }

    @AfterAll
    static void endCamera() {
        camera.close();
    }

    @Test
    void aServerWithoutPasswordPlays() {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            List<FrameHeader> frames =
                    probe.start(MjpegCamera.at(camera.uri()).open()).awaitFrames(30);

            assertEquals(320, frames.get(0).track().width());
            assertEquals(240, frames.get(0).track().height());
            assertEquals("MJPEG over HTTP", probe.transport());
        }
    }

    @Test
    void aServerWithBasicPlays() {
        try (Lighttpd guard = Lighttpd.basic(camera.port(), VIEWER);
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(guard, "viewer:s3cret@").open()).awaitFrames(10);
        }
    }

    @Test
    void aWrongPasswordSaysSo() {
        try (Lighttpd guard = Lighttpd.digest(camera.port(), VIEWER)) {
            CamkitException end = endOf(at(guard, "viewer:wrong@"));

            assertEquals("CK-2204", end.code());
            assertEquals(CamkitException.Retry.RETRY_SLOWLY, end.retry());
            assertTrue(end.what().contains("401 after Digest"), end::what);
        }
    }

    @Test
    void aMissingPasswordSaysSo() {
        try (Lighttpd guard = Lighttpd.basic(camera.port(), VIEWER)) {
            assertEquals("CK-2206", endOf(at(guard, "")).code());
        }
    }

    private static MjpegCamera at(Lighttpd guard, String user) {
        return MjpegCamera.at("http://" + user + "127.0.0.1:" + guard.port() + "/stream");
    }

    private CamkitException endOf(MjpegCamera spec) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(spec.open()).awaitFramesOrEnd(1);
            return probe.end().orElseThrow();
        }
    }
}
