package io.camkit.source.rtsp;

import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.UdpFaultProxy;
import io.camkit.testkit.UdpFaultProxy.Weather;
import io.camkit.testkit.peers.GstRtspServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A source that plays a server over UDP through bad weather, and what became of each picture. */
final class WeatheredCamera implements AutoCloseable {
    private static final int SEED = 7;
    private static final int AFTERMATH = 25;

    private final UdpFaultProxy network;
    private final SourceProbe probe;
    private final Set<Long> received = ConcurrentHashMap.newKeySet();

    WeatheredCamera(GstRtspServer server, Weather weather, FrameLeaks leaks) {
        network = UdpFaultProxy.to(server.address(), weather, SEED);
        Rtsp spec = Rtsp.at("rtsp://127.0.0.1:" + network.port() + "/cam0").transport(Rtsp.Transport.UDP);
        probe = SourceProbe.over(leaks)
                .lendingTo(frame -> received.add(SentPictures.sliceOf(frame)))
                .start(spec.open());
    }

    SourceProbe probe() {
        return probe;
    }

    /** Pictures that were received and never sent like that. */
    Set<Long> neverSent() {
        Set<Long> unknown = new HashSet<>(received);
        unknown.removeAll(new SentPictures(network.packets()).all());
        return unknown;
    }

    /** Good pictures so far that do not arrive, even when the weather is fine again. */
    List<Long> missing() {
        List<Long> missing = new ArrayList<>(good());
        network.weather(Weather.FINE);
        probe.awaitFrames(probe.received().size() + AFTERMATH);
        missing.removeAll(received);
        return missing;
    }

    /** Pictures so far that could arrive as they were sent. */
    List<Long> good() {
        return new SentPictures(network.packets()).good();
    }

    /** Pictures that were sent so far. */
    int sent() {
        return new SentPictures(network.packets()).count();
    }

    @Override
    public void close() {
        try (network) {
            probe.close();
        }
    }
}
