package io.camkit.sink.webrtc.transport;

import io.camkit.Metrics;
import java.util.HashMap;
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

    /** Why a TCP connection was ended by this end. */
    enum End {
        /** No check of a peer came over it for too long. */
        NO_PEER,
        /** There were too many without a peer, and it was the oldest. */
        TOO_MANY,
        /** It failed, or what came over it had no frames. */
        BROKEN
    }

    private final Map<Enum<?>, Metrics.Counter> counters = new HashMap<>();

    PortMetrics(Metrics metrics) {
        for (Drop why : Drop.values()) {
            counters.put(
                    why,
                    metrics.counter(
                            "camkit_webrtc_datagrams_dropped_total",
                            "Datagrams that belong to no WebRTC peer, by reason",
                            reason(why)));
        }
        for (End why : End.values()) {
            counters.put(
                    why,
                    metrics.counter(
                            "camkit_webrtc_connections_ended_total",
                            "TCP connections of WebRTC that were ended here, by reason",
                            reason(why)));
        }
    }

    private static Map<String, String> reason(Enum<?> why) {
        return Map.of("reason", why.name().toLowerCase(Locale.ROOT));
    }

    void dropped(Drop why) {
        count(why);
    }

    void ended(End why) {
        count(why);
    }

    private void count(Enum<?> why) {
        Metrics.Counter counter = counters.get(why);
        if (counter != null) {
            counter.add(1);
        }
    }
}
