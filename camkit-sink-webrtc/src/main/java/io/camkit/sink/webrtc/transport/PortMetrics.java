package io.camkit.sink.webrtc.transport;

import io.camkit.Metrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What is counted of the port that all peers share. */
final class PortMetrics {
    /** Why a datagram was dropped. */
    enum Drop {
        /** It is no check, and no check came from there. */
        UNKNOWN_ADDRESS,
        /** It says that it is a check, and cannot be read. */
        MALFORMED_CHECK,
        /** A check for a peer that there is not. */
        UNKNOWN_USER,
        /** A check that the peer which it names did not make. */
        FORGED_CHECK
    }

    private final Map<Drop, Metrics.Counter> dropped = new EnumMap<>(Drop.class);

    PortMetrics(Metrics metrics) {
        for (Drop why : Drop.values()) {
            dropped.put(
                    why,
                    metrics.counter(
                            "camkit_webrtc_datagrams_dropped_total",
                            "Datagrams that belong to no WebRTC peer, by reason",
                            Map.of("reason", why.name().toLowerCase(Locale.ROOT))));
        }
    }

    void dropped(Drop why) {
        Metrics.Counter counter = dropped.get(why);
        if (counter != null) {
            counter.add(1);
        }
    }
}
