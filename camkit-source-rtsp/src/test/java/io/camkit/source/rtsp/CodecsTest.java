package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Credentials;
import io.camkit.source.rtsp.Rtsp.Transport;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.GstRtspServer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every codec as GStreamer's RTSP server sends it; {@link CodecMatrixProof} has all combinations. */
class CodecsTest {
    private static final Credentials VIEWER = Credentials.of("viewer", "s3cret");
    private static final String USER_INFO = "viewer:s3cret@";

    @TempDir
    static Path directory;

    private static CodecClips clips;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @BeforeAll
    static void openFolder() {
        clips = new CodecClips(directory);
    }

    @Test
    void h265WithAac() {
        try (GstRtspServer server =
                clips.server(Codec.H265, Codec.AAC).digest(VIEWER).start()) {
            new CodecCell(Codec.H265, Codec.AAC, Transport.UDP).plays(server, USER_INFO, leaks);
        }
    }

    @Test
    void jpegWithAlaw() {
        try (GstRtspServer server =
                clips.server(Codec.JPEG, Codec.PCMA).basic(VIEWER).start()) {
            new CodecCell(Codec.JPEG, Codec.PCMA, Transport.UDP).plays(server, USER_INFO, leaks);
        }
    }

    @Test
    void h264WithMulaw() {
        try (GstRtspServer server = clips.server(Codec.H264, Codec.PCMU).start()) {
            new CodecCell(Codec.H264, Codec.PCMU, Transport.TCP).plays(server, "", leaks);
        }
    }

    @Test
    void h264WithOpus() {
        try (GstRtspServer server = clips.server(Codec.H264, Codec.OPUS).start()) {
            new CodecCell(Codec.H264, Codec.OPUS, Transport.UDP).plays(server, "", leaks);
        }
    }

    @Test
    void soundAloneIsCalledThat() {
        Path tone = Ffmpeg.sound(directory.resolve("alone"), Codec.PCMA, 1);
        try (GstRtspServer server = GstRtspServer.of(Codec.PCMA, tone).start();
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(Rtsp.at(server.uri(0)).open()).awaitFramesOrEnd(1);
            CamkitException end = probe.end().orElseThrow();

            assertEquals("CK-2108", end.code());
            assertTrue(end.what().contains("audio only (PCMA)"), end::what);
        }
    }
}
