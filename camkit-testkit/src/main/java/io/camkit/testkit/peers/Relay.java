package io.camkit.testkit.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Gives every client on one port a server of its own. */
final class Relay implements AutoCloseable {
    private final ServerSocket listener;
    private final Starter starter;
    private final Set<Pair> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Relay(ServerSocket listener, Starter starter) {
        this.listener = listener;
        this.starter = starter;
    }

    /** Starts a server for one client. */
    interface Starter {
        Upstream start() throws IOException;
    }

    /** A server and the connection to it. */
    record Upstream(Socket socket, ChildProcess child) {}

    private record Pair(Socket client, Upstream upstream) {}

    static Relay to(Starter starter) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.bind(Loopback.at(0), 64);
            Relay relay = new Relay(listener, starter);
            thread("relay", relay::acceptAll);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = listener.accept();
                thread("relay-client", () -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try {
            Pair pair = new Pair(client, starter.start());
            open.add(pair);
            thread("relay-up", () -> carry(client, pair.upstream().socket(), pair));
            carry(pair.upstream().socket(), client, pair);
        } catch (IOException | AssertionError e) {
            closeQuietly(client);
        }
    }

    private void carry(Socket from, Socket to, Pair pair) {
        try {
            if (closed) {
                throw new IOException("closed");
            }
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one of them went
        }
        end(pair);
    }

    private void end(Pair pair) {
        if (open.remove(pair)) {
            closeQuietly(pair.client());
            closeQuietly(pair.upstream().socket());
            pair.upstream().child().close();
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing is left to be done with it
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(this::end);
    }
}
