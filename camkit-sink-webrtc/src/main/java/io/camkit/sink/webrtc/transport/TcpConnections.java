package io.camkit.sink.webrtc.transport;

import io.camkit.Clock;
import io.camkit.sink.webrtc.rtp.PacketOutput;
import io.camkit.spi.Nullable;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Connections over which datagrams come (RFC 6544). One without a peer is closed after 10 s, and of such the newest
 * {@value #MOST_STRANGERS} are kept.
 *
 * <p><b>Threading.</b> Its event loop.
 */
final class TcpConnections implements DatagramPort {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int MOST_STRANGERS = 64;

    private final EventLoop loop;
    private final Clock clock;
    private final PortMetrics metrics;
    private final Map<InetSocketAddress, Channel> open = new HashMap<>();
    /** Those without a peer, the oldest first, and what ends them. */
    private final Map<Channel, Clock.Cancellable> strangers = new LinkedHashMap<>();

    private Receiver receiver = (datagram, from) -> {};

    TcpConnections(EventLoop loop, Clock clock, PortMetrics metrics) {
        this.loop = loop;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** From now on hands over what arrives. */
    void receive(Receiver newReceiver) {
        receiver = newReceiver;
    }

    void received(ByteBuffer datagram, InetSocketAddress from) {
        receiver.datagram(datagram, from);
    }

    void opened(Channel channel, InetSocketAddress peer) {
        open.put(peer, channel);
        stranger(channel);
    }

    void closed(Channel channel, InetSocketAddress peer) {
        open.remove(peer, channel);
        known(channel);
    }

    private void stranger(Channel channel) {
        strangers.computeIfAbsent(
                channel, fresh -> clock.schedule(DEADLINE, () -> loop.execute(() -> tooLate(channel))));
        if (strangers.size() > MOST_STRANGERS) {
            end(strangers.keySet().iterator().next(), PortMetrics.End.TOO_MANY);
        }
    }

    private void tooLate(Channel channel) {
        if (strangers.containsKey(channel)) {
            end(channel, PortMetrics.End.NO_PEER);
        }
    }

    /** Ends a connection for a reason. */
    void end(Channel channel, PortMetrics.End why) {
        metrics.ended(why);
        known(channel);
        channel.close();
    }

    private void known(Channel channel) {
        Clock.Cancellable deadline = strangers.remove(channel);
        if (deadline != null) {
            deadline.cancel();
        }
    }

    /** The connection that comes from there. */
    @Nullable
    Channel at(InetSocketAddress peer) {
        return open.get(peer);
    }

    @Override
    public void send(ByteBuffer datagram, InetSocketAddress to) {
        Channel channel = open.get(to);
        if (channel != null) {
            TcpOutput.write(channel, datagram);
            channel.flush();
        }
    }

    @Override
    public PacketOutput outputTo(InetSocketAddress peer) {
        return new TcpOutput(this, peer);
    }

    @Override
    public void keep(InetSocketAddress peer) {
        Channel channel = open.get(peer);
        if (channel != null) {
            known(channel);
        }
    }

    /** It is closed a while later: the good-bye is still to be said. */
    @Override
    public void release(InetSocketAddress peer) {
        Channel channel = open.get(peer);
        if (channel != null) {
            stranger(channel);
        }
    }

    /** Ends all. */
    void close() {
        List.copyOf(open.values()).forEach(Channel::close);
    }
}
