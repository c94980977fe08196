package io.camkit.process;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a child connects: a Unix domain socket in a folder that nobody but this user may enter. Closing removes both, and ends the wait
 * of whoever waits.
 */
final class MeetingPoint implements AutoCloseable {
    private final Path folder;
    private final ServerSocketChannel server;

    private MeetingPoint(Path folder, ServerSocketChannel server) {
        this.folder = folder;
        this.server = server;
    }

    static MeetingPoint open() throws IOException {
        Path folder = Files.createTempDirectory("camkit-"); // rwx------
        try {
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            MeetingPoint point = new MeetingPoint(folder, server);
            try {
                server.bind(UnixDomainSocketAddress.of(point.address()), 1);
                return point;
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(folder);
            throw e;
        }
    }

    Path address() {
        return folder.resolve("socket");
    }

    /** Waits for the first who comes. */
    SocketChannel accept() throws IOException {
        return server.accept();
    }

    @Override
    public synchronized void close() {
        try {
            server.close();
            Files.deleteIfExists(address());
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // somebody cleans up the folder of temporary files already
        }
    }
}
