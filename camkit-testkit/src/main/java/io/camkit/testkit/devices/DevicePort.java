package io.camkit.testkit.devices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/**
 * A port on loopback that a device listens on, closes, and opens again.
 *
 * <p><b>Threading.</b> Any thread; visitors are received on one of its own.
 */
final class DevicePort implements AutoCloseable {
    private final Consumer<Socket> visitors;
    private ServerSocket listener;
    private final int number;

    /** Opens one that is free. */
    DevicePort(Consumer<Socket> visitors) {
        this.visitors = visitors;
        this.listener = listen(0);
        this.number = listener.getLocalPort();
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("no loopback port " + port, e);
        }
    }

    int number() {
        return number;
    }

    synchronized void open() {
        if (listener.isClosed()) {
            listener = listen(number);
        }
        ServerSocket open = listener;
        Thread thread = new Thread(() -> receiveAll(open), "device-port-" + number);
        thread.setDaemon(true);
        thread.start();
    }

    private void receiveAll(ServerSocket open) {
        try {
            while (true) {
                Socket visitor = open.accept();
                if (open.isClosed()) {
                    // the system had accepted it already
                    visitor.close();
                } else {
                    visitors.accept(visitor);
                }
            }
        } catch (IOException e) {
            // closed: it listens no more
        }
    }

    /** Whoever calls is refused. */
    @Override
    public synchronized void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
