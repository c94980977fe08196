package io.camkit.sink.webrtc.transport;

import io.camkit.Clock;
import io.camkit.sink.webrtc.dtls.DtlsFingerprint;
import io.camkit.sink.webrtc.dtls.DtlsHandshakes;
import io.camkit.sink.webrtc.dtls.DtlsRole;
import io.camkit.sink.webrtc.ice.IceCredentials;
import io.camkit.sink.webrtc.ice.IceLite;
import io.camkit.sink.webrtc.sdp.LocalTransport;
import io.camkit.sink.webrtc.sdp.RemoteTransport;
import io.camkit.sink.webrtc.stun.StunMessage;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * Where all peers of one kit are reached: one port, one certificate. What belongs to no peer is counted, and not answered.
 *
 * <p><b>Threading.</b> Its event loop, unless it says otherwise.
 */
public final class PeerPort {
    private static final Duration TICK = Duration.ofMillis(250);
    private static final int PACKET_BYTES = 2048;

    private final EventLoop loop;
    private final Clock clock;
    private final SecureRandom random;
    private final DtlsHandshakes handshakes;
    private final PortMetrics metrics;
    private final List<String> candidates;
    private final PeerTable peers = new PeerTable();
    private final byte[] packet = new byte[PACKET_BYTES];
    private final byte[] received = new byte[PACKET_BYTES];
    private boolean ticking;

    /** @param candidates of the port, values of {@code a=candidate} */
    PeerPort(
            EventLoop loop,
            Clock clock,
            SecureRandom random,
            DtlsHandshakes handshakes,
            PortMetrics metrics,
            List<String> candidates) {
        this.loop = loop;
        this.clock = clock;
        this.random = random;
        this.handshakes = handshakes;
        this.metrics = metrics;
        this.candidates = List.copyOf(candidates);
    }

    /** Its event loop, on which everything about its peers happens. Any thread. */
    public EventLoop loop() {
        return loop;
    }

    /** For identifiers that nobody may guess. Any thread. */
    public SecureRandom random() {
        return random;
    }

    /** Memory in which packets are made before they are sent, {@value #PACKET_BYTES} bytes. */
    public byte[] packet() {
        return packet;
    }

    /** Memory in which packets are decrypted. */
    byte[] received() {
        return received;
    }

    /** How many peers there are. */
    public int peers() {
        return peers.size();
    }

    /** Awaits a peer that has made an offer. */
    public Peer accept(RemoteTransport remote, Peer.Listener listener) {
        IceCredentials credentials = IceCredentials.create(random);
        LocalTransport local = new LocalTransport(
                credentials.ufrag(),
                credentials.password(),
                handshakes.fingerprint().toString(),
                true,
                candidates);
        IceLite<PortWay> ice = new IceLite<>(credentials, remote.ufrag(), clock.nanos());
        Peer peer = new Peer(this, local, remote.ufrag(), ice, listener);
        peer.over(handshakes.session(
                DtlsRole.SERVER, DtlsFingerprint.parse(remote.fingerprint()), peer::sendHandshake, peer.handshake()));
        peers.name(credentials.ufrag(), peer);
        if (!ticking) {
            ticking = true;
            tickLater();
        }
        return peer;
    }

    /** Gives a peer one more name, by which its checks may be meant for it. */
    IceCredentials name(Peer peer) {
        IceCredentials credentials = IceCredentials.create(random);
        peers.name(credentials.ufrag(), peer);
        return credentials;
    }

    /** Takes a name away. */
    void unname(String ufrag) {
        peers.unname(ufrag);
    }

    void forget(Peer peer) {
        peers.forget(peer);
    }

    private void tickLater() {
        clock.schedule(TICK, () -> loop.execute(this::tick));
    }

    private void tick() {
        long now = clock.nanos();
        peers.all().forEach(peer -> peer.tick(now));
        ticking = peers.size() > 0;
        if (ticking) {
            tickLater();
        }
    }

    /** A datagram has come, lent for the call. */
    void datagram(ByteBuffer datagram, PortWay from) {
        if (StunMessage.isStun(datagram)) {
            check(datagram, from);
            return;
        }
        Peer peer = peers.at(from);
        if (peer == null) {
            metrics.dropped(PortMetrics.Drop.UNKNOWN_ADDRESS);
        } else {
            peer.datagram(datagram);
        }
    }

    private void check(ByteBuffer datagram, PortWay from) {
        StunMessage check = StunMessage.read(datagram);
        if (check == null) {
            metrics.dropped(PortMetrics.Drop.MALFORMED_CHECK);
            return;
        }
        Peer peer = peers.named(check.username());
        if (peer == null) {
            metrics.dropped(PortMetrics.Drop.UNKNOWN_USER);
            return;
        }
        ByteBuffer answer = peer.check(check, from, clock.nanos());
        if (answer == null) {
            metrics.dropped(PortMetrics.Drop.FORGED_CHECK);
            return;
        }
        peers.found(from, peer);
        from.send(answer);
    }
}
