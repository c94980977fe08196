package io.camkit.testkit.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Ports of this machine. */
final class Loopback {
    private Loopback() {}

    static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** A port that nobody listens on, for a program that cannot choose one by itself. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(at(0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody listens. It does not connect, for servers that serve one connection only: a listening port cannot be bound. */
    static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(at(port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
