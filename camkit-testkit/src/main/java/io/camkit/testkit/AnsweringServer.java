package io.camkit.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A server that answers HTTP or RTSP requests as a test says, for answers that no real server gives on demand.
 *
 * <p>It reads each request up to its empty line, skips packets between requests (RFC 2326, section 10.12), and keeps the connection
 * open after every answer.
 *
 * <p><b>Threading.</b> Any thread; the script runs on threads of the server's own.
 */
public final class AnsweringServer implements AutoCloseable {
    private static final int PATIENCE_TENTHS = 200;

    private final ServerSocket listener;
    private final UnaryOperator<String> script;
    private final List<String> requests = new ArrayList<>();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    private AnsweringServer(ServerSocket listener, UnaryOperator<String> script) {
        this.listener = listener;
        this.script = script;
    }

    /**
     * A server on loopback.
     *
     * @param script takes a request, line ends included, and returns the whole answer, one character a byte; an empty one is not sent
     */
    public static AnsweringServer answering(UnaryOperator<String> script) {
        try {
            ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
            AnsweringServer server = new AnsweringServer(listener, script);
            server.run("answering-server", server::acceptAll);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = listener.accept();
                clients.add(client);
                run("answers-client", () -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream input = new BufferedInputStream(client.getInputStream());
            for (String request = read(input); !request.isEmpty(); request = read(input)) {
                note(request);
                client.getOutputStream().write(script.apply(request).getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // the client went
        }
    }

    private void note(String request) {
        synchronized (requests) {
            requests.add(request);
            requests.notifyAll();
        }
    }

    private static String read(InputStream input) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = input.read();
            if (next < 0) {
                return "";
            }
            if (request.isEmpty() && next == '$') {
                skipPacket(input);
            } else {
                request.append((char) next);
            }
        }
        return request.toString();
    }

    private static void skipPacket(InputStream input) throws IOException {
        input.read(); // its channel
        input.skipNBytes(((long) input.read() << Byte.SIZE) | input.read());
    }

    /** What was asked so far, in the order in which it came. */
    public List<String> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** Waits until so many requests came, on all connections together, and returns them. */
    public List<String> awaitRequests(int count) {
        synchronized (requests) {
            try {
                for (int tenths = 0; requests.size() < count && tenths < PATIENCE_TENTHS; tenths++) {
                    requests.wait(100);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (requests.size() < count) {
                throw new AssertionError("only these of " + count + " requests came: " + requests);
            }
            return List.copyOf(requests);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /** Ends it and its connections. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
