package io.camkit.sink.webrtc.transport;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Clock;
import io.camkit.net.Loops;
import io.camkit.sink.webrtc.WebRtcOptions;
import io.camkit.sink.webrtc.dtls.DtlsHandshakes;
import io.camkit.sink.webrtc.dtls.DtlsIdentity;
import io.camkit.sink.webrtc.dtls.DtlsLimits;
import io.camkit.spi.Nullable;
import io.camkit.spi.SinkContext;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port of a kit, which its first sink opens. The kit makes this at first request and closes it.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class PeerPorts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerPorts.class);

    private final SecureRandom random = new SecureRandom();
    private @Nullable CompletableFuture<PeerPort> opening;
    private @Nullable DtlsHandshakes handshakes;
    private @Nullable PortPair ports;
    private boolean closed;

    PeerPorts() {}

    /**
     * The port, opened by the first who asks, and by the next one again when that failed.
     *
     * @return the port, or a {@link CamkitException}, {@code CK-7221} or {@code CK-7223}
     */
    public synchronized CompletionStage<PeerPort> open(SinkContext context) {
        CompletableFuture<PeerPort> known = opening;
        if (known != null && !known.isCompletedExceptionally()) {
            return known;
        }
        CompletableFuture<PeerPort> fresh = new CompletableFuture<>();
        opening = fresh;
        try {
            open(context, fresh);
        } catch (CamkitException e) {
            fresh.completeExceptionally(e);
        }
        return fresh;
    }

    private void open(SinkContext context, CompletableFuture<PeerPort> fresh) {
        Loops loops = context.service(Loops.class)
                .orElseThrow(() -> new CamkitException(
                        "CK-7222", "no event loops for WebRTC", "", "add io.camkit:camkit-net", Retry.GIVE_UP));
        WebRtcOptions options = context.service(WebRtcOptions.class).orElse(WebRtcOptions.defaults());
        EventLoop loop = loops.next();
        InetSocketAddress local = new InetSocketAddress(address(options.bind()), options.udpPort());
        PortMetrics metrics = new PortMetrics(context.metrics());
        TcpConnections connections = new TcpConnections(loop, context.clock(), metrics);
        PortPair.open(loops, loop, local, options, connections).addListener((Future<PortPair> bound) -> {
            if (bound.isSuccess()) {
                PortPair pair = bound.getNow();
                try {
                    fresh.complete(port(pair, connections, loop, context.clock(), metrics, options));
                } catch (RuntimeException e) {
                    pair.close();
                    LOG.error("there is no WebRTC", e);
                    fresh.completeExceptionally(e);
                }
            } else {
                LOG.warn("{}; there is no WebRTC until then", bound.cause().getMessage());
                fresh.completeExceptionally(bound.cause());
            }
        });
    }

    private PeerPort port(
            PortPair pair,
            TcpConnections connections,
            EventLoop loop,
            Clock clock,
            PortMetrics metrics,
            WebRtcOptions options) {
        PeerPort port = new PeerPort(loop, clock, random, opened(pair, clock), metrics, pair.candidates(options));
        UdpPort udp = pair.udp();
        udp.receive((datagram, from) -> port.datagram(datagram, new PortWay(udp, from)));
        connections.receive((datagram, from) -> port.datagram(datagram, new PortWay(connections, from)));
        return port;
    }

    private synchronized DtlsHandshakes opened(PortPair pair, Clock clock) {
        if (closed) {
            throw new CamkitException("CK-7205", "the kit is being closed", "", "make another one", Retry.GIVE_UP);
        }
        ports = pair;
        DtlsHandshakes made = handshakes;
        if (made == null) {
            made = new DtlsHandshakes(
                    DtlsIdentity.create(random, clock.now()),
                    clock,
                    new DefaultThreadFactory("camkit-dtls", true),
                    DtlsLimits.STANDARD);
            handshakes = made;
            made.warmUp();
        }
        return made;
    }

    private static InetAddress address(String bind) {
        try {
            return bind.isEmpty() ? new InetSocketAddress(0).getAddress() : InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new CamkitException(
                    "CK-7223",
                    "the address `" + bind + "` for WebRTC is not known",
                    "",
                    "give an address of this machine as `webrtc.bind`",
                    Retry.GIVE_UP,
                    e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (ports != null) {
            ports.close();
        }
        if (handshakes != null) {
            handshakes.close();
        }
    }
}
