package io.camkit.sink.webrtc.transport;

import io.camkit.sink.webrtc.dtls.DtlsHandshakes;
import io.camkit.sink.webrtc.dtls.DtlsIdentity;
import io.camkit.sink.webrtc.dtls.DtlsLimits;
import io.camkit.sink.webrtc.sdp.RemoteTransport;
import io.camkit.sink.webrtc.stun.StunKey;
import io.camkit.sink.webrtc.stun.WrittenStun;
import io.camkit.testkit.ManualClock;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A port without a network, whose clock stands still. The test's thread is its event loop. */
final class PortFixture implements AutoCloseable {
    static final String REMOTE_UFRAG = "remote";
    static final List<String> CANDIDATES = List.of("candidate:1 1 udp 2130706431 192.0.2.9 8555 typ host");

    private static final String FINGERPRINT = "sha-256 " + "AB:".repeat(31) + "AB";
    private static final String REMOTE_PASSWORD = "a password of the browser";

    final ManualClock clock = new ManualClock();
    final CountedDrops dropped = new CountedDrops();
    final PortMetrics metrics = new PortMetrics(dropped);
    final SentDatagrams sent = new SentDatagrams();
    final PeerPort port;

    private final EventLoop loop;
    private final DtlsHandshakes handshakes;

    PortFixture() {
        this(new DefaultEventLoop());
    }

    /** One whose peers live on this loop. */
    PortFixture(EventLoop loop) {
        this.loop = loop;
        SecureRandom random = new SecureRandom();
        handshakes =
                new DtlsHandshakes(DtlsIdentity.create(random, clock.now()), clock, Thread::new, DtlsLimits.STANDARD);
        port = new PeerPort(loop, clock, random, handshakes, metrics, CANDIDATES);
    }

    Peer accept() {
        return accept(new Viewer());
    }

    Peer accept(Peer.Listener listener) {
        return port.accept(new RemoteTransport(REMOTE_UFRAG, REMOTE_PASSWORD, FINGERPRINT, List.of()), listener);
    }

    static String user(Peer peer) {
        return peer.local().ufrag() + ":" + REMOTE_UFRAG;
    }

    static StunKey key(Peer peer) {
        return StunKey.of(peer.local().password());
    }

    static InetSocketAddress place(int number) {
        return new InetSocketAddress("192.0.2." + (1 + number / 10_000), 1024 + number % 10_000);
    }

    void check(Peer peer, InetSocketAddress from) {
        datagram(WrittenStun.check(user(peer)).signed(key(peer)).fingerprint().done(), from);
    }

    void nominate(Peer peer, InetSocketAddress from) {
        datagram(
                WrittenStun.check(user(peer))
                        .nominating()
                        .signed(key(peer))
                        .fingerprint()
                        .done(),
                from);
    }

    /** A datagram of RTCP. */
    void packet(InetSocketAddress from) {
        datagram(ByteBuffer.wrap(new byte[] {(byte) 0x80, (byte) 0xc9, 0, 1, 0, 0, 0, 0}), from);
    }

    void datagram(ByteBuffer datagram, InetSocketAddress from) {
        port.datagram(datagram, new PortWay(sent, from));
    }

    @Override
    public void close() {
        handshakes.close();
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
}
