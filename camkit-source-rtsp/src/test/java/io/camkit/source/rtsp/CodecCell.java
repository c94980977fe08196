package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.source.rtsp.Rtsp.Transport;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.peers.GstRtspServer;
import java.util.List;

/** One video and one audio codec from one server over one transport. */
record CodecCell(Codec video, Codec sound, Transport transport) {
    /** {@link CodecClips} has them all in this size, which is none of whole macroblocks. */
    static final int WIDTH = 312;

    static final int HEIGHT = 232;

    private static final int PICTURES = 25;

    /** Plays about a second, in which no frame is missing and time runs evenly. */
    void plays(GstRtspServer server, String userInfo, FrameLeaks leaks) {
        Rtsp camera = Rtsp.at(server.uri(0).replace("//", "//" + userInfo)).transport(transport);
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(camera.open());
            List<FrameHeader> frames = probe.awaitFrames(PICTURES);
            while (of(video, frames).size() < PICTURES) {
                frames = probe.awaitFrames(frames.size() + PICTURES);
            }
            List<FrameHeader> pictures = of(video, frames);
            List<FrameHeader> sounds = of(sound, frames);

            assertEquals(frames.size(), pictures.size() + sounds.size(), this::toString);
            assertEquals(WIDTH, pictures.get(0).track().width(), this::toString);
            assertEquals(HEIGHT, pictures.get(0).track().height(), this::toString);
            assertEquals("RTSP over " + transport, probe.transport());
            assertEven(pictures, 3600, 90);
            assertEven(sounds, sound == Codec.AAC ? 1024 : sounds.get(0).track().clockRate() / 50, 2);
        }
    }

    private static List<FrameHeader> of(Codec codec, List<FrameHeader> frames) {
        return frames.stream().filter(frame -> frame.track().codec() == codec).toList();
    }

    private void assertEven(List<FrameHeader> frames, long ticks, long tolerance) {
        assertTrue(frames.size() >= PICTURES, () -> this + ": " + frames.size() + " frames");
        for (int i = 1; i < frames.size(); i++) {
            long step = frames.get(i).pts() - frames.get(i - 1).pts();
            assertTrue(Math.abs(step - ticks) <= tolerance, this + ": step " + i + " is " + step);
        }
    }
}
