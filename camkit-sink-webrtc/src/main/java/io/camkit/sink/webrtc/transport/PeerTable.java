package io.camkit.sink.webrtc.transport;

import io.camkit.spi.Nullable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whom a datagram belongs to: a connectivity check to the peer that it names, everything else to the peer whose check came the same way.
 * Of each peer the newest {@value #MOST_WAYS} ways are known.
 *
 * <p><b>Threading.</b> One thread.
 */
final class PeerTable {
    private static final int MOST_WAYS = 8;

    private final Map<String, Peer> byName = new HashMap<>();
    private final Map<PortWay, Peer> byWay = new HashMap<>();
    /** Of each peer, the oldest first. */
    private final Map<Peer, Set<PortWay>> ways = new LinkedHashMap<>();

    int size() {
        return ways.size();
    }

    List<Peer> all() {
        return List.copyOf(ways.keySet());
    }

    /** From here on checks that name {@code ufrag} are the peer's. */
    void name(String ufrag, Peer peer) {
        byName.put(ufrag, peer);
        ways.computeIfAbsent(peer, fresh -> new LinkedHashSet<>());
    }

    /** Forgets a name, but not whose it was. */
    void unname(String ufrag) {
        byName.remove(ufrag);
    }

    /** The peer whose name stands in front of the colon (RFC 8445, section 7.2.2). */
    @Nullable
    Peer named(@Nullable String username) {
        int colon = username == null ? -1 : username.indexOf(':');
        return username == null || colon < 0 ? null : byName.get(username.substring(0, colon));
    }

    /** The peer whose datagrams come this way. */
    @Nullable
    Peer at(PortWay way) {
        return byWay.get(way);
    }

    /** A check of the peer came this way. */
    void found(PortWay way, Peer peer) {
        Set<PortWay> known = ways.get(peer);
        if (known == null) {
            return;
        }
        Peer before = byWay.put(way, peer);
        if (before != null) {
            ways.getOrDefault(before, Set.of()).remove(way);
        }
        known.add(way);
        way.keep();
        if (known.size() > MOST_WAYS) {
            PortWay oldest = known.iterator().next();
            known.remove(oldest);
            leave(oldest);
        }
    }

    void forget(Peer peer) {
        byName.values().removeIf(other -> other == peer);
        Set<PortWay> known = ways.remove(peer);
        if (known != null) {
            known.forEach(this::leave);
        }
    }

    private void leave(PortWay way) {
        byWay.remove(way);
        way.release();
    }
}
