package io.camkit.source.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.UdpFaultProxy;
import io.camkit.testkit.UdpFaultProxy.Weather;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.GstRtspServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Set<Long> received = ConcurrentHashMap.newKeySet();

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
        try (UdpFaultProxy network = network(groups, new Weather(0, 0.1, 0.1, 0));
                SourceProbe probe = over(network)) {
            probe.awaitFrames(RATE);

            assertEquals(Set.of(), unknown(network));
            assertTrue(received.containsAll(new SentPictures(network.packets()).good()));
        }
    }

    @Test
    void lossCostsPicturesButNeitherTheSessionNorAWrongPicture() {
        try (UdpFaultProxy network = network(groups, new Weather(0.05, 0.03, 0, 0));
                SourceProbe probe = over(network)) {
            probe.awaitFrames(RATE / 4);
            groups.awaitKeyFrameRequest();
            probe.awaitFrames(RATE / 2);

            assertEquals(Optional.empty(), probe.end());
            assertEquals(Set.of(), unknown(network));
        }
    }

    @Test
    void damageTakesNoGoodPictureWithIt() {
        try (UdpFaultProxy network = network(keyFrames, new Weather(0, 0, 0, 0.2));
                SourceProbe probe = over(network)) {
            probe.awaitFrames(RATE);
            SentPictures sent = new SentPictures(network.packets());
            network.weather(Weather.FINE);
            probe.awaitFrames(probe.received().size() + RATE / 4);

            assertEquals(Optional.empty(), probe.end());
            assertEquals(List.of(), missing(sent));
        }
    }

    private static UdpFaultProxy network(GstRtspServer server, Weather weather) {
        return UdpFaultProxy.to(server.address(), weather, 7);
    }

    private SourceProbe over(UdpFaultProxy network) {
        Rtsp spec = Rtsp.at("rtsp://127.0.0.1:" + network.port() + "/cam0").transport(Rtsp.Transport.UDP);
        return SourceProbe.over(leaks)
                .lendingTo(frame -> received.add(SentPictures.sliceOf(frame)))
                .start(spec.open());
    }

    /** What was received and never sent. */
    private Set<Long> unknown(UdpFaultProxy network) {
        Set<Long> unknown = new HashSet<>(received);
        unknown.removeAll(new SentPictures(network.packets()).all());
        return unknown;
    }

    /** Good pictures that were not received. */
    private List<Long> missing(SentPictures sent) {
        List<Long> missing = new ArrayList<>(sent.good());
        missing.removeAll(received);
        return missing;
    }
}
