package io.camkit.sink.webrtc.transport;

import io.camkit.net.Loops;
import io.camkit.sink.webrtc.WebRtcOptions;
import io.camkit.spi.Nullable;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The UDP port of all peers, and the TCP port of the same number.
 *
 * @param tcp null where it is not wanted, or cannot be had: nearly all peers do without
 */
record PortPair(UdpPort udp, @Nullable TcpPort tcp) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PortPair.class);

    /**
     * Opens both.
     *
     * @return the ports, or a {@link io.camkit.CamkitException} {@code CK-7221}
     */
    static Future<PortPair> open(
            Loops loops, EventLoop loop, InetSocketAddress local, WebRtcOptions options, TcpConnections connections) {
        Promise<PortPair> opened = loop.newPromise();
        UdpPort.open(loops, loop, local).addListener((Future<UdpPort> udp) -> {
            if (!udp.isSuccess()) {
                opened.tryFailure(udp.cause());
            } else if (options.tcp()) {
                InetSocketAddress same =
                        new InetSocketAddress(local.getAddress(), udp.getNow().number());
                TcpPort.open(loops, loop, same, connections)
                        .addListener((Future<TcpPort> tcp) ->
                                opened.trySuccess(new PortPair(udp.getNow(), orNone(tcp, same.getPort()))));
            } else {
                opened.trySuccess(new PortPair(udp.getNow(), null));
            }
        });
        return opened;
    }

    private static @Nullable TcpPort orNone(Future<TcpPort> tcp, int number) {
        if (!tcp.isSuccess()) {
            LOG.warn(
                    "CK-7224 TCP port {} for WebRTC cannot be had: {}; viewers come by UDP alone. Mend: end what uses it, or choose"
                            + " another `udpPort`.",
                    number,
                    tcp.cause().getMessage());
            return null;
        }
        return tcp.getNow();
    }

    /** Under which candidates both are reached. */
    List<String> candidates(WebRtcOptions options) {
        return HostCandidates.of(udp.number(), tcp != null, options);
    }

    /** Gives both back. Calling it twice does nothing. */
    @Override
    public void close() {
        udp.close();
        if (tcp != null) {
            tcp.close();
        }
    }
}
