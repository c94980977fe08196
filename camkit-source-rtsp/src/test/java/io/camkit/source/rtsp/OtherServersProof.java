package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.PerlRtspServer;
import io.camkit.testkit.peers.VlcRtspServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Servers that serve UDP alone, asked by TCP first and by UDP first; GStreamer's is in {@link CodecMatrixProof}. */
@Tag("proof")
class OtherServersProof {
    private static final int PICTURES = 100;
    private static final int TICKS = 3600;
    /** VLC rounds time stamps to milliseconds. */
    private static final int TOLERANCE = 180;

    @TempDir
    static Path directory;

    private static Path clip;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @BeforeAll
    static void makeClip() {
        clip = directory.resolve("clip.mkv");
        Ffmpeg.run(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x240:rate=25",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440",
                "-t",
                "40",
                "-c:v",
                "libx264",
                "-profile:v",
                "baseline",
                "-pix_fmt",
                "yuv420p",
                "-g",
                "25",
                "-c:a",
                "pcm_alaw",
                "-ar",
                "8000",
                "-ac",
                "1",
                clip.toString());
    }

    @Test
    void vlc() {
        for (Rtsp.Transport first : Rtsp.Transport.values()) {
            try (VlcRtspServer server = VlcRtspServer.of(clip)) {
                List<FrameHeader> frames = frames(server.uri(), first, 2);
                long sounds = frames.stream()
                        .filter(frame -> frame.track().codec() == Codec.PCMA)
                        .count();

                assertTrue(sounds > 0);
                System.out.printf(
                        "VLC, %s first: %d pictures and %d pieces of sound over UDP, none lost%n",
                        first, pictures(frames).size(), sounds);
            }
        }
    }

    @Test
    void rtspServerOfPerl() {
        for (Rtsp.Transport first : Rtsp.Transport.values()) {
            try (PerlRtspServer server = PerlRtspServer.of(clip)) {
                List<FrameHeader> frames = frames(server.uri(), first, 1);

                System.out.printf(
                        "RTSP::Server, %s first: %d pictures over UDP, none lost%n",
                        first, pictures(frames).size());
            }
        }
    }

    private List<FrameHeader> frames(String uri, Rtsp.Transport first, int lanes) {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(Rtsp.at(uri).transport(first).open());
            List<FrameHeader> frames = probe.awaitFrames(PICTURES * (lanes == 1 ? 1 : 3));

            assertEquals("RTSP over UDP", probe.transport());
            assertEven(pictures(frames));
            return frames;
        }
    }

    private static List<FrameHeader> pictures(List<FrameHeader> frames) {
        return frames.stream()
                .filter(frame -> frame.track().codec() == Codec.H264)
                .toList();
    }

    private static void assertEven(List<FrameHeader> pictures) {
        assertTrue(pictures.size() >= PICTURES / 2, pictures.size() + " pictures");
        for (int i = 1; i < pictures.size(); i++) {
            long step = pictures.get(i).pts() - pictures.get(i - 1).pts();
            assertTrue(Math.abs(step - TICKS) <= TOLERANCE, "step " + i + " is " + step + "/90000 s");
        }
    }
}
