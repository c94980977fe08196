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
import io.camkit.spi.Nullable;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where all peers of one kit are reached: one UDP port, one certificate. A datagram belongs to the peer whose connectivity check came
 * from the same address; a check belongs to the peer that it names. What belongs to nobody is not answered.
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
    private final UdpPort udp;
    private final List<String> candidates;
    private final Map<String, Peer> byName = new HashMap<>();
    private final Map<InetSocketAddress, Peer> byAddress = new HashMap<>();
    private final byte[] packet = new byte[PACKET_BYTES];
    private final byte[] received = new byte[PACKET_BYTES];
    private boolean ticking;

    /** @param candidates of the port, values of {@code a=candidate} */
    PeerPort(
            EventLoop loop,
            Clock clock,
            SecureRandom random,
            DtlsHandshakes handshakes,
            UdpPort udp,
            List<String> candidates) {
        this.loop = loop;
        this.clock = clock;
        this.random = random;
        this.handshakes = handshakes;
        this.udp = udp;
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

    UdpPort udp() {
        return udp;
    }

    /** How many peers there are. */
    public int peers() {
        return byName.size();
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
        IceLite ice = new IceLite(credentials, remote.ufrag(), clock.nanos());
        Peer peer = new Peer(this, local, ice, listener);
        peer.over(handshakes.session(
                DtlsRole.SERVER, DtlsFingerprint.parse(remote.fingerprint()), peer::sendHandshake, peer.handshake()));
        byName.put(credentials.ufrag(), peer);
        if (!ticking) {
            ticking = true;
            tickLater();
        }
        return peer;
    }

    void forget(Peer peer) {
        byName.values().remove(peer);
        byAddress.values().removeIf(other -> other == peer);
    }

    private void tickLater() {
        clock.schedule(TICK, () -> loop.execute(this::tick));
    }

    private void tick() {
        long now = clock.nanos();
        List.copyOf(byName.values()).forEach(peer -> peer.tick(now));
        ticking = !byName.isEmpty();
        if (ticking) {
            tickLater();
        }
    }

    /** A datagram has come, lent for the call. */
    void datagram(ByteBuffer datagram, InetSocketAddress from) {
        if (StunMessage.isStun(datagram)) {
            check(datagram, from);
            return;
        }
        Peer peer = byAddress.get(from);
        if (peer != null) {
            peer.datagram(datagram);
        }
    }

    private void check(ByteBuffer datagram, InetSocketAddress from) {
        StunMessage check = StunMessage.read(datagram);
        Peer peer = check == null ? null : named(check.username());
        if (check == null || peer == null) {
            return;
        }
        ByteBuffer answer = peer.check(check, from, clock.nanos());
        if (answer != null) {
            byAddress.put(from, peer);
            udp.send(answer, from);
        }
    }

    /** The peer whose name stands in front of the colon (RFC 8445, section 7.2.2). */
    private @Nullable Peer named(@Nullable String username) {
        int colon = username == null ? -1 : username.indexOf(':');
        return username == null || colon < 0 ? null : byName.get(username.substring(0, colon));
    }
}
