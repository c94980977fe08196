package io.camkit.testkit;

import io.camkit.spi.Nullable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A TCP network on loopback that fails when told to: clients connect to {@link #address()} and reach the peer behind it.
 *
 * <p>A fault holds for open connections and for those to come, until the next one is set; {@link #forward()} heals. Only what the peer
 * says is disturbed; what the client says is forwarded as long as there is a peer.
 *
 * <p><b>Threading.</b> Any thread. A fault holds once the method that sets it has returned.
 */
public final class FaultProxy implements AutoCloseable {
    private static final long PATIENCE_TENTHS = 100;

    private final InetSocketAddress peer;
    private final List<ProxiedConnection> open = new ArrayList<>();
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;
    private int port;
    private int accepted;
    private Fault fault = new Fault.Forward();
    private boolean closed;

    private FaultProxy(InetSocketAddress peer) {
        this.peer = peer;
        listen();
    }

    /** A proxy in front of {@code peer}, without fault. */
    public static FaultProxy to(InetSocketAddress peer) {
        return new FaultProxy(peer);
    }

    /** A proxy in front of a peer on loopback, without fault. */
    public static FaultProxy to(int port) {
        return new FaultProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Where clients connect. It stays the same. */
    public synchronized InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The port of {@link #address()}. */
    public int port() {
        return address().getPort();
    }

    /** Everything passes, as it comes. */
    public FaultProxy forward() {
        return set(new Fault.Forward());
    }

    /** Connections are cut, and new ones refused. */
    public FaultProxy refuse() {
        set(new Fault.Refuse());
        awaitAcceptor();
        cut();
        return this;
    }

    /** Connections are accepted and nobody answers. The peer does not hear of them. */
    public FaultProxy stall() {
        return set(new Fault.Stall());
    }

    /** Nothing that the peer says passes any more; connections stay open. */
    public FaultProxy silence() {
        return silentAfter(0);
    }

    /** Of every connection, the peer's first {@code bytes} pass and no more; it stays open. */
    public FaultProxy silentAfter(long bytes) {
        return set(new Fault.Silent(bytes));
    }

    /** Cuts the connections that are open now. */
    public FaultProxy cut() {
        List<ProxiedConnection> victims;
        synchronized (this) {
            victims = List.copyOf(open);
        }
        victims.forEach(ProxiedConnection::cut);
        return this;
    }

    /** Cuts every connection after the peer's first {@code bytes}. */
    public FaultProxy cutAfter(long bytes) {
        return set(new Fault.Cut(bytes));
    }

    /** The peer's bytes pass at this pace, and the peer feels it: the proxy reads no faster than it writes. */
    public FaultProxy throttle(int bytesPerSecond) {
        return set(new Fault.Throttle(bytesPerSecond));
    }

    /** The peer's bytes pass in writes of at most so many. */
    public FaultProxy crumble(int bytes) {
        return set(new Fault.Crumble(bytes));
    }

    /** New connections are answered with four megabytes of nonsense, the same every time, and then with silence. */
    public FaultProxy garbage() {
        return set(new Fault.Garbage());
    }

    /** New connections are answered with {@code text} (ISO 8859-1) when the client has said something, and then with silence. */
    public FaultProxy answer(String text) {
        return set(new Fault.Answer(text));
    }

    /** Connections accepted so far. */
    public synchronized int connections() {
        return accepted;
    }

    /** Waits until so many connections were accepted since the proxy was made; fails after ten seconds. */
    public synchronized void awaitConnections(int count) throws InterruptedException {
        for (int i = 0; i < PATIENCE_TENTHS && accepted < count; i++) {
            wait(100);
        }
        if (accepted < count) {
            throw new AssertionError("only " + accepted + " of " + count + " connections came");
        }
    }

    private synchronized FaultProxy set(Fault next) {
        fault = next;
        if (next instanceof Fault.Refuse) {
            stopListening();
        } else if (listener == null && !closed) {
            listen();
        }
        notifyAll();
        return this;
    }

    synchronized Fault fault() {
        return fault;
    }

    /** Waits so long, or until the fault changes. */
    synchronized void pause(long millis) throws IOException {
        try {
            Fault before = fault;
            for (long waited = 0; waited < millis && fault.equals(before); waited += 10) {
                wait(10);
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private synchronized void listen() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.bind(address(), 256);
            port = socket.getLocalPort();
            listener = socket;
            Thread thread = new Thread(() -> acceptAll(socket), "fault-proxy-" + port);
            thread.setDaemon(true);
            thread.start();
            acceptor = thread;
        } catch (IOException e) {
            throw new UncheckedIOException("no loopback port " + port + " for a proxy", e);
        }
    }

    private synchronized void stopListening() {
        try {
            if (listener != null) {
                listener.close();
            }
            listener = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A closed socket listens on while a thread is still inside {@code accept}. Not under the lock, which that thread may want. */
    private void awaitAcceptor() {
        Thread last;
        synchronized (this) {
            last = acceptor;
        }
        try {
            if (last != null) {
                last.join(PATIENCE_TENTHS * 100L);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll(ServerSocket socket) {
        try {
            while (true) {
                accept(socket.accept());
            }
        } catch (IOException e) {
            // closed: it refuses from now on
        }
    }

    private void accept(Socket client) {
        try {
            ProxiedConnection connection =
                    new ProxiedConnection(this, client, fault().reachesPeer() ? reachPeer() : null);
            remember(connection);
            connection.begin();
        } catch (IOException e) {
            ProxiedConnection.closeQuietly(client);
        }
    }

    private Socket reachPeer() throws IOException {
        Socket socket = new Socket();
        // little stands between a slow client and the peer, so that the peer feels how slow it is
        socket.setReceiveBufferSize(fault() instanceof Fault.Throttle ? 4096 : 65_536);
        socket.connect(peer, 5000);
        return socket;
    }

    private synchronized void remember(ProxiedConnection connection) {
        open.add(connection);
        accepted++;
        notifyAll();
    }

    synchronized void forget(ProxiedConnection connection) {
        open.remove(connection);
    }

    /** Cuts every connection and gives the port back. Calling it twice does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            stopListening();
        }
        awaitAcceptor();
        cut();
    }
}
