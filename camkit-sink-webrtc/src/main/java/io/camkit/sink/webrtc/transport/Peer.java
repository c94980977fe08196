package io.camkit.sink.webrtc.transport;

import io.camkit.sink.webrtc.dtls.DtlsEnd;
import io.camkit.sink.webrtc.dtls.DtlsListener;
import io.camkit.sink.webrtc.dtls.DtlsSession;
import io.camkit.sink.webrtc.ice.IceCredentials;
import io.camkit.sink.webrtc.ice.IceLite;
import io.camkit.sink.webrtc.rtp.PacketOutput;
import io.camkit.sink.webrtc.sdp.LocalTransport;
import io.camkit.sink.webrtc.srtp.SrtcpDecryptor;
import io.camkit.sink.webrtc.srtp.SrtcpEncryptor;
import io.camkit.sink.webrtc.srtp.SrtpEncryptor;
import io.camkit.sink.webrtc.srtp.SrtpKeys;
import io.camkit.sink.webrtc.stun.StunMessage;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;

/**
 * The connection to one peer: the way that connectivity checks found, DTLS over it, and the keys that come of that.
 *
 * <p><b>Threading.</b> The port's event loop.
 */
public final class Peer {
    /** Who is told what becomes of it. */
    public interface Listener {
        /** Packets may be sent. */
        void connected(SrtpEncryptor encryptor);

        /** A compound packet of RTCP, decrypted, lent for the call. */
        void control(ByteBuffer packet);

        /** Called four times a second while it is connected. */
        void tick();

        /** It is over: the peer left, or was not heard of for too long. Not called after {@link Peer#close}. */
        void closed();
    }

    private static final int DTLS_FIRST = 20;
    private static final int DTLS_LAST = 63;
    private static final int RTP_FIRST = 128;
    private static final int RTP_LAST = 191;
    private static final int RTCP_FIRST = 192;
    private static final int RTCP_LAST = 223;

    private final PeerPort port;
    private final IceLite<PortWay> ice;
    private final Listener listener;
    private final Output output = new Output();
    private @Nullable DtlsSession dtls;
    private @Nullable SrtcpEncryptor controlOut;
    private @Nullable SrtcpDecryptor controlIn;
    private volatile @Nullable PortWay way;
    private LocalTransport local;
    private String remoteUfrag;
    /** By which checks name it; that of {@link #local} when no restart is under way. */
    private String ufrag;

    private boolean closed;

    Peer(PeerPort port, LocalTransport local, String remoteUfrag, IceLite<PortWay> ice, Listener listener) {
        this.port = port;
        this.local = local;
        this.ufrag = local.ufrag();
        this.remoteUfrag = remoteUfrag;
        this.ice = ice;
        this.listener = listener;
    }

    void over(DtlsSession session) {
        dtls = session;
    }

    /** How it reaches us. */
    public LocalTransport local() {
        return local;
    }

    /** The user name fragment that it said last. */
    public String remoteUfrag() {
        return remoteUfrag;
    }

    /**
     * Begins ICE anew (RFC 8839, section 4.4.1.1.1), because the peer did: afterwards {@link #local()} has other credentials. What is
     * sent goes on to take the old way until the peer is heard by a new one.
     */
    public void restart(String newRemoteUfrag) {
        if (closed) {
            return;
        }
        if (ice.isRestarting()) {
            port.unname(local.ufrag());
        }
        IceCredentials fresh = port.name(this);
        local = new LocalTransport(
                fresh.ufrag(), fresh.password(), local.fingerprint(), local.lite(), local.candidates());
        remoteUfrag = newRemoteUfrag;
        ice.restart(fresh, newRemoteUfrag);
    }

    /** The way to it. Before one is known, packets are dropped. */
    public PacketOutput output() {
        return output;
    }

    /** Answers a connectivity check; null when it is not this peer's. */
    @Nullable
    ByteBuffer check(StunMessage check, PortWay from, long nowNanos) {
        ByteBuffer answer = ice.answer(check, from, nowNanos);
        if (!ice.isRestarting() && !ufrag.equals(local.ufrag())) {
            port.unname(ufrag);
            ufrag = local.ufrag();
        }
        PortWay path = ice.path();
        if (path != null && !path.equals(way)) {
            way = path;
            output.to(path.output());
            DtlsSession session = dtls;
            if (session != null) {
                session.start();
            }
        }
        return answer;
    }

    /** Sends a datagram of DTLS. Any thread. */
    void sendHandshake(ByteBuffer datagram) {
        PortWay to = way;
        if (to != null) {
            port.loop().execute(() -> to.send(datagram));
        }
    }

    /** A datagram that is no connectivity check (RFC 7983), lent for the call. */
    void datagram(ByteBuffer datagram) {
        int first = datagram.hasRemaining() ? datagram.get(datagram.position()) & 0xff : 0;
        DtlsSession session = dtls;
        if (first >= DTLS_FIRST && first <= DTLS_LAST && session != null) {
            session.record(datagram);
        } else if (first >= RTP_FIRST && first <= RTP_LAST && datagram.remaining() > 1) {
            int second = datagram.get(datagram.position() + 1) & 0xff;
            if (second >= RTCP_FIRST && second <= RTCP_LAST) {
                control(datagram);
            }
        }
    }

    private void control(ByteBuffer datagram) {
        SrtcpDecryptor decryptor = controlIn;
        byte[] packet = port.received();
        int length = datagram.remaining();
        if (decryptor == null || length > packet.length) {
            return;
        }
        datagram.get(datagram.position(), packet, 0, length);
        int plain = decryptor.unprotect(packet, length);
        if (plain > 0) {
            listener.control(ByteBuffer.wrap(packet, 0, plain));
        }
    }

    /** Sends a compound packet of RTCP, which is encrypted in place. */
    public void sendControl(byte[] packet, int length) {
        SrtcpEncryptor encryptor = controlOut;
        if (encryptor != null) {
            output.send(packet, encryptor.protect(packet, length));
            output.flush();
        }
    }

    void tick(long nowNanos) {
        if (ice.isExpired(nowNanos)) {
            ended();
        } else if (controlOut != null) {
            listener.tick();
        }
    }

    /** What DTLS says, on the event loop. */
    DtlsListener handshake() {
        return new DtlsListener() {
            @Override
            public void established(SrtpKeys keys) {
                port.loop().execute(() -> connected(keys));
            }

            @Override
            public void ended(DtlsEnd how) {
                port.loop().execute(Peer.this::ended);
            }
        };
    }

    private void connected(SrtpKeys keys) {
        if (closed) {
            return;
        }
        controlOut = new SrtcpEncryptor(keys.local());
        controlIn = new SrtcpDecryptor(keys.remote());
        listener.connected(new SrtpEncryptor(keys.local()));
    }

    /** It is over without our doing. */
    void ended() {
        if (!closed) {
            close();
            listener.closed();
        }
    }

    /** Says good-bye and forgets it. Calling it twice does nothing. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        output.flush();
        port.forget(this);
        DtlsSession session = dtls;
        if (session != null) {
            session.close();
        }
    }

    /** Sends where the peer is reached at the moment. */
    private static final class Output implements PacketOutput {
        private @Nullable PacketOutput way;

        void to(PacketOutput newWay) {
            flush();
            way = newWay;
        }

        @Override
        public boolean writable() {
            PacketOutput current = way;
            return current != null && current.writable();
        }

        @Override
        public void send(byte[] packet, int length) {
            PacketOutput current = way;
            if (current != null) {
                current.send(packet, length);
            }
        }

        @Override
        public void flush() {
            PacketOutput current = way;
            if (current != null) {
                current.flush();
            }
        }
    }
}
