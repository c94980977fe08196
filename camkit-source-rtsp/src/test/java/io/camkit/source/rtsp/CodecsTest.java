package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
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

/** Every codec as GStreamer's RTSP server sends it: no frame is lost, and time runs evenly. */
class CodecsTest {
    private static final int VIDEO_FRAMES = 25;

    @TempDir
    static Path directory;

    private static Path h264;
    private static Path h265;
    private static Path jpeg;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @BeforeAll
    static void makeClips() {
        h264 = Ffmpeg.h264(directory.resolve("clip.h264"), 320, 240, 25, 25, 50);
        h265 = Ffmpeg.h265(directory.resolve("clip.h265"), 322, 242, 25, 25, 50);
        jpeg = Ffmpeg.mjpeg(directory.resolve("clip.mjpeg"), 320, 240, 25, 50);
    }

    @Test
    void h265WithAac() {
        plays(Codec.H265, h265, 322, 242, Codec.AAC, 48_000, 1024);
    }

    @Test
    void jpegWithAlaw() {
        plays(Codec.JPEG, jpeg, 320, 240, Codec.PCMA, 8000, 160);
    }

    @Test
    void h264WithMulaw() {
        plays(Codec.H264, h264, 320, 240, Codec.PCMU, 8000, 160);
    }

    @Test
    void h264WithOpus() {
        plays(Codec.H264, h264, 320, 240, Codec.OPUS, 48_000, 960);
    }

    private void plays(Codec codec, Path clip, int width, int height, Codec sound, int rate, int soundTicks) {
        Path tone = Ffmpeg.sound(directory.resolve("tone." + sound), sound, 2);
        try (GstRtspServer server =
                        GstRtspServer.of(codec, clip).sound(sound, tone).start();
                SourceProbe probe = SourceProbe.over(leaks)) {
            List<FrameHeader> frames =
                    probe.start(Rtsp.at(server.uri(0)).open()).awaitFrames(4 * VIDEO_FRAMES);
            List<FrameHeader> pictures = of(codec, frames);
            List<FrameHeader> sounds = of(sound, frames);

            assertEquals(frames.size(), pictures.size() + sounds.size());
            assertEquals(width, pictures.get(0).track().width());
            assertEquals(height, pictures.get(0).track().height());
            assertEquals(rate, sounds.get(0).track().clockRate());
            assertTrue(pictures.size() >= VIDEO_FRAMES, () -> pictures.size() + " pictures");
            assertEven(pictures, 3600, 90);
            assertEven(sounds, soundTicks, 2);
        }
    }

    private static List<FrameHeader> of(Codec codec, List<FrameHeader> frames) {
        return frames.stream().filter(frame -> frame.track().codec() == codec).toList();
    }

    private static void assertEven(List<FrameHeader> frames, long ticks, long tolerance) {
        for (int i = 1; i < frames.size(); i++) {
            long step = frames.get(i).pts() - frames.get(i - 1).pts();
            assertTrue(Math.abs(step - ticks) <= tolerance, "step " + i + " is " + step);
        }
    }
}
