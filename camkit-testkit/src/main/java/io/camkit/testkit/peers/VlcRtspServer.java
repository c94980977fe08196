package io.camkit.testkit.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * VLC as an RTSP camera. It sends over UDP alone, and refuses to run as root, so that it is run as {@code nobody} there.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class VlcRtspServer implements AutoCloseable {
    private static final Program VLC = new Program("cvlc", "vlc-bin vlc-plugin-base");
    private static final Program SETPRIV = new Program("setpriv", "util-linux");
    private static final String NOBODY = "65534";

    private final ChildProcess child;
    private final Path directory;
    private final int port;

    private VlcRtspServer(ChildProcess child, Path directory, int port) {
        this.child = child;
        this.directory = directory;
        this.port = port;
    }

    /** A server of {@code clip}, a file in a container that VLC knows, once from its beginning to its end. */
    public static VlcRtspServer of(Path clip) {
        try {
            Path directory = Files.createTempDirectory("camkit-vlc");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
            Path readable = directory.resolve(clip.getFileName());
            Files.copy(clip, readable, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rw-r--r--"));
            int port = Loopback.freePort();
            ChildProcess child = ChildProcess.start(command(readable, port));
            VlcRtspServer server = new VlcRtspServer(child, directory, port);
            try {
                child.await("listening", () -> Loopback.listens(port));
            } catch (AssertionError e) {
                server.close();
                throw e;
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path clip, int port) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of(
                    SETPRIV.locate().toString(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "env"));
            command.add("HOME=" + clip.getParent());
        }
        command.addAll(List.of(
                VLC.locate().toString(),
                "--no-dbus",
                "--rtsp-host=127.0.0.1",
                "--rtsp-port=" + port,
                clip.toString(),
                "--sout",
                "#rtp{sdp=rtsp://:" + port + "/cam}"));
        return command;
    }

    /** The address of the camera. */
    public String uri() {
        return "rtsp://127.0.0.1:" + port + "/cam";
    }

    /** Kills it. Calling it twice does nothing. */
    @Override
    public void close() {
        child.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
