package io.camkit.testkit;

import io.camkit.spi.Nullable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network on loopback between an RTSP client and its server, over which packets by UDP get lost, come out of order, twice or damaged.
 *
 * <p>The RTSP connection itself passes unharmed; the ports in it are replaced by the proxy's, so that both sides send here. What becomes
 * of a packet is drawn by lot, with the same seed the same way. Only what the server sends as media suffers; reports pass.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class UdpFaultProxy implements AutoCloseable {
    /**
     * What happens to packets, each with a chance from 0 to 1.
     *
     * @param lost never arrive
     * @param late arrive behind up to four of those after them
     * @param doubled arrive twice
     * @param damaged arrive with a few bytes changed, anywhere in them
     */
    public record Weather(double lost, double late, double doubled, double damaged) {
        /** Nothing happens. */
        public static final Weather FINE = new Weather(0, 0, 0, 0);
    }

    /** A packet of media that the server sent. */
    public static final class Packet {
        private final byte[] sent;
        private final byte @Nullable [] arrived;

        private Packet(byte[] sent, byte @Nullable [] arrived) {
            this.sent = sent;
            this.arrived = arrived;
        }

        /** Its bytes; nobody writes into them. */
        public byte[] sent() {
            return sent;
        }

        /** What was passed on in its place; null when it was lost. */
        public byte @Nullable [] arrived() {
            return arrived;
        }

        /** Whether it was passed on as it was sent. */
        public boolean intact() {
            return Arrays.equals(sent, arrived);
        }
    }

    private final InetSocketAddress server;
    private final long seed;
    private final ServerSocket listener;
    private final Set<RtspProxyConnection> open = ConcurrentHashMap.newKeySet();
    private final List<Packet> packets = new ArrayList<>();
    private volatile Weather weather;

    private UdpFaultProxy(InetSocketAddress server, Weather weather, long seed, ServerSocket listener) {
        this.server = server;
        this.weather = weather;
        this.seed = seed;
        this.listener = listener;
    }

    /** A proxy in front of an RTSP server. */
    public static UdpFaultProxy to(InetSocketAddress server, Weather weather, long seed) {
        try {
            ServerSocket listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
            UdpFaultProxy proxy = new UdpFaultProxy(server, weather, seed, listener);
            Thread thread = new Thread(proxy::acceptAll, "udp-fault-proxy");
            thread.setDaemon(true);
            thread.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                begin(listener.accept());
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void begin(Socket client) throws IOException {
        Socket upstream = new Socket();
        try {
            upstream.connect(server, 5000);
        } catch (IOException e) {
            client.close();
            return;
        }
        RtspProxyConnection connection = new RtspProxyConnection(this, client, upstream);
        open.add(connection);
        connection.begin();
    }

    /** From now on. */
    public void weather(Weather next) {
        weather = next;
    }

    Weather weather() {
        return weather;
    }

    long seed() {
        return seed;
    }

    InetSocketAddress server() {
        return server;
    }

    void note(byte[] sent, byte @Nullable [] arrived) {
        synchronized (packets) {
            packets.add(new Packet(sent, arrived));
        }
    }

    /** What the server has sent as media, in its order. */
    public List<Packet> packets() {
        synchronized (packets) {
            return List.copyOf(packets);
        }
    }

    /** Where clients connect. */
    public int port() {
        return listener.getLocalPort();
    }

    void forget(RtspProxyConnection connection) {
        open.remove(connection);
    }

    /** Cuts every connection and gives the ports back. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(RtspProxyConnection::close);
    }
}
