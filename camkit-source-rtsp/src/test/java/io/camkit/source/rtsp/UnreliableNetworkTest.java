package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.UdpFaultProxy.Weather;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.GstRtspServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** GStreamer's RTSP server behind a network that loses, reorders, repeats and damages packets. */
class UnreliableNetworkTest {
    private static final int RATE = 100;

    @TempDir
    static Path directory;

    private static GstRtspServer groups;
    private static GstRtspServer keyFrames;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @BeforeAll
    static void startServers() {
        groups = GstRtspServer.of(Ffmpeg.h264(directory.resolve("groups.h264"), 320, 240, 25, 50, 200))
                .framesPerSecond(RATE)
                .sendsKeyFramesWhenAsked()
                .start();
        keyFrames = GstRtspServer.of(Ffmpeg.h264(directory.resolve("keys.h264"), 320, 240, 25, 1, 100))
                .framesPerSecond(RATE)
                .start();
    }

    @AfterAll
    static void endServers() {
        groups.close();
        keyFrames.close();
    }

    @Test
    void whatOvertookEachOtherArrivesInOrderAndWhole() {
        try (var network = new WeatheredCamera(groups, new Weather(0, 0.1, 0.1, 0), leaks)) {
            network.probe().awaitFrames(RATE);

            assertEquals(Set.of(), network.neverSent());
            assertEquals(List.of(), network.missing());
        }
    }

    @Test
    void lossCostsPicturesButNeitherTheSessionNorAWrongPicture() {
        try (var network = new WeatheredCamera(groups, new Weather(0.05, 0.03, 0, 0), leaks)) {
            network.probe().awaitFrames(RATE / 10);
            groups.awaitKeyFrameRequest();
            network.probe().awaitFrames(RATE / 5);

            assertEquals(Optional.empty(), network.probe().end());
            assertEquals(Set.of(), network.neverSent());
        }
    }

    @Test
    void damageTakesNoGoodPictureWithIt() {
        try (var network = new WeatheredCamera(keyFrames, new Weather(0, 0, 0, 0.2), leaks)) {
            network.probe().awaitFrames(RATE);

            assertEquals(List.of(), network.missing());
            assertEquals(Optional.empty(), network.probe().end());
        }
    }
}
