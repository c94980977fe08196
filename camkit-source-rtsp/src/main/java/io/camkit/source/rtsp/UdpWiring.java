package io.camkit.source.rtsp;

import io.camkit.CamkitException;
import io.camkit.media.sdp.MediaDescription;
import io.camkit.net.Loops;
import io.camkit.net.PortPair;
import io.camkit.spi.Nullable;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Each lane over two UDP ports of its own (RFC 2326, section 12.39).
 *
 * <p>Packets are taken from the host of the RTSP connection alone; a {@code source} that the server names elsewhere is not believed.
 */
final class UdpWiring implements Wiring {
    private final Loops loops;
    private final EventLoop loop;
    private final RtspConnection connection;
    private final Taker taker;
    private final Map<Integer, PortPair> pairs = new HashMap<>(); // by lane
    private @Nullable Future<PortPair> opening;
    private boolean closed;

    UdpWiring(Loops loops, EventLoop loop, RtspConnection connection, Taker taker) {
        this.loops = loops;
        this.loop = loop;
        this.connection = connection;
        this.taker = taker;
    }

    @Override
    public boolean unreliable() {
        return true;
    }

    @Override
    public void prepare(int lane, MediaDescription media, Consumer<String> ask, Consumer<CamkitException> failed) {
        Future<PortPair> pair = PortPair.open(loops, loop, connection.localAddress(), new End(lane));
        opening = pair;
        pair.addListener(done -> {
            if (closed) {
                closeOpened(pair);
            } else if (!pair.isSuccess()) {
                failed.accept((CamkitException) pair.cause());
            } else {
                pairs.put(lane, pair.getNow());
                ask.accept(TransportField.ports(media, pair.getNow().port()));
            }
        });
    }

    private static void closeOpened(Future<PortPair> pair) {
        if (pair.isSuccess()) {
            pair.getNow().close();
        }
    }

    @Override
    public Optional<Wire> connect(int lane, TransportField answer) {
        PortPair pair = pairs.get(lane);
        if (pair == null || answer.kind() != TransportField.Kind.UDP) {
            return Optional.empty();
        }
        pair.speakWith(connection.remoteAddress(), Math.max(0, answer.first()), Math.max(0, answer.second()));
        return Optional.of(new Ports(pair));
    }

    private record Ports(PortPair pair) implements Wire {
        @Override
        public void sendMedia(ByteBuffer packet) {
            pair.sendMedia(packet);
        }

        @Override
        public void sendReport(ByteBuffer packet) {
            pair.sendReport(packet);
        }
    }

    private final class End implements PortPair.Receiver {
        private final int lane;

        End(int lane) {
            this.lane = lane;
        }

        @Override
        public void onMedia(ByteBuffer packet) {
            taker.onMedia(lane, packet);
        }

        @Override
        public void onReport(ByteBuffer packet) {
            taker.onReport(lane, packet);
        }

        @Override
        public void onStranger() {
            taker.onStranger(lane);
        }
    }

    @Override
    public boolean expects(int channel) {
        return false;
    }

    @Override
    public void onChannel(int channel, ByteBuffer packet) {
        // nothing was asked to come this way
    }

    @Override
    public void close() {
        closed = true;
        if (opening != null) {
            opening.cancel(false);
        }
        pairs.values().forEach(PortPair::close);
    }
}
