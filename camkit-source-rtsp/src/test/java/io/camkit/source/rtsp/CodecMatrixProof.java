package io.camkit.source.rtsp;

import io.camkit.Codec;
import io.camkit.Credentials;
import io.camkit.source.rtsp.Rtsp.Transport;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.peers.GstRtspServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every video with every audio codec over UDP and TCP, without a password, with Basic and with Digest: each cell frame-counted. */
@Tag("proof")
class CodecMatrixProof {
    private static final Credentials VIEWER = Credentials.of("viewer", "s3cret");
    private static final List<Codec> VIDEO = List.of(Codec.H264, Codec.H265, Codec.JPEG);
    private static final List<Codec> SOUND = List.of(Codec.AAC, Codec.PCMA, Codec.PCMU, Codec.OPUS);
    private static final Map<String, UnaryOperator<GstRtspServer.Setup>> AUTH = new TreeMap<>(Map.of(
            "none", setup -> setup, "basic", setup -> setup.basic(VIEWER), "digest", setup -> setup.digest(VIEWER)));

    @TempDir
    static Path directory;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @Test
    void everyCellPlaysWithoutALostFrame() {
        var clips = new CodecClips(directory);
        int cells = 0;
        for (Codec video : VIDEO) {
            for (Codec sound : SOUND) {
                for (Map.Entry<String, UnaryOperator<GstRtspServer.Setup>> auth : AUTH.entrySet()) {
                    String userInfo = auth.getKey().equals("none") ? "" : "viewer:s3cret@";
                    try (GstRtspServer server =
                            auth.getValue().apply(clips.server(video, sound)).start()) {
                        for (Transport transport : Transport.values()) {
                            new CodecCell(video, sound, transport).plays(server, userInfo, leaks);
                            cells++;
                        }
                    }
                }
            }
        }
        System.out.println(
                "codec matrix: " + cells + " cells of video, audio, transport and login, no frame lost in any");
    }
}
