package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.UdpFaultProxy.Weather;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.GstRtspServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A minute each of loss with reordering, and of damage, over UDP. */
@Tag("proof")
class UnreliableNetworkProof {
    private static final int RATE = 25;
    private static final int SECONDS = 60;

    @TempDir
    static Path directory;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @Test
    void lossAndReordering() {
        Path clip = Ffmpeg.h264(directory.resolve("groups.h264"), 320, 240, RATE, 2 * RATE, 10 * RATE);
        try (GstRtspServer server =
                        GstRtspServer.of(clip).sendsKeyFramesWhenAsked().start();
                var network = new WeatheredCamera(server, new Weather(0.05, 0.03, 0, 0), leaks)) {
            server.awaitKeyFrameRequest();
            awaitMinute(network);

            assertEquals(Optional.empty(), network.probe().end());
            assertEquals(Set.of(), network.neverSent());
            System.out.printf(
                    "5 %% loss and 3 %% reordering for %d s: no session dropped, no corrupt picture among %d of %d%n",
                    SECONDS, network.probe().received().size(), network.sent());
        }
    }

    @Test
    void damage() {
        Path clip = Ffmpeg.h264(directory.resolve("keys.h264"), 320, 240, RATE, 1, 10 * RATE);
        try (GstRtspServer server = GstRtspServer.of(clip).start();
                var network = new WeatheredCamera(server, new Weather(0, 0, 0, 0.2), leaks)) {
            awaitMinute(network);
            int sent = network.sent();
            int good = network.good().size();

            assertEquals(List.of(), network.missing());
            assertEquals(Optional.empty(), network.probe().end());
            assertTrue(good > 0);
            System.out.printf(
                    "20 %% damaged packets for %d s: each of the %d good pictures among %d arrived%n",
                    SECONDS, good, sent);
        }
    }

    /** The server's clock, by the pictures that it sent. */
    private static void awaitMinute(WeatheredCamera network) {
        for (int seen = 0; network.sent() < SECONDS * RATE; seen++) {
            network.probe().awaitFrames(seen);
        }
    }
}
