package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.FrameHeader;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.GstRtspServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** GStreamer's RTSP server, seen through one source. */
class GstRtspServerTest {
    private static final Credentials VIEWER = Credentials.of("viewer", "s3cret");

    @TempDir
    static Path directory;

    private static Path clip;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @BeforeAll
    static void makeClip() {
        clip = Ffmpeg.h264(directory.resolve("clip.h264"), 320, 240, 25, 25, 50);
    }

    @Test
    void aServerWithoutPasswordPlays() {
        try (GstRtspServer server = GstRtspServer.of(clip).start();
                SourceProbe probe = SourceProbe.over(leaks)) {
            List<FrameHeader> frames =
                    probe.start(Rtsp.at(server.uri(0)).open()).awaitFrames(30);

            assertEquals(320, frames.get(0).track().width());
            assertEquals("RTSP over TCP", probe.transport());
        }
    }

    @Test
    void aServerWithBasicPlays() {
        try (GstRtspServer server = GstRtspServer.of(clip).basic(VIEWER).start();
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(Rtsp.at(server.uri(0).replace("//", "//viewer:s3cret@")).open())
                    .awaitFrames(10);
        }
    }

    @Test
    void noFrameIsLostAndTimeRunsEvenly() {
        try (GstRtspServer server = GstRtspServer.of(clip).start();
                SourceProbe probe = SourceProbe.over(leaks)) {
            List<FrameHeader> frames =
                    probe.start(Rtsp.at(server.uri(0)).open()).awaitFrames(75);

            for (int i = 1; i < frames.size(); i++) {
                long step = frames.get(i).pts() - frames.get(i - 1).pts();
                assertTrue(Math.abs(step - 3600) <= 90, "step " + i + " is " + step + "/90000 s");
            }
        }
    }

    @Test
    void aWrongPasswordSaysSo() {
        try (GstRtspServer server = GstRtspServer.of(clip).digest(VIEWER).start()) {
            CamkitException end = endOf(Rtsp.at(server.uri(0)).credentials("viewer", "wrong"));

            assertEquals("CK-2104", end.code());
            assertEquals(CamkitException.Retry.RETRY_SLOWLY, end.retry());
            assertTrue(end.what().contains("401 after Digest"), end::what);
        }
    }

    @Test
    void aMissingPasswordSaysSo() {
        try (GstRtspServer server = GstRtspServer.of(clip).basic(VIEWER).start()) {
            assertEquals("CK-2106", endOf(Rtsp.at(server.uri(0))).code());
        }
    }

    @Test
    void aWrongPathSaysSo() {
        try (GstRtspServer server = GstRtspServer.of(clip).start()) {
            assertEquals("CK-2105", endOf(Rtsp.at(server.uri(0) + "x")).code());
        }
    }

    private CamkitException endOf(Rtsp spec) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(spec.open()).awaitFramesOrEnd(1);
            return probe.end().orElseThrow();
        }
    }
}
