package io.camkit.testkit.peers;

import io.camkit.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * lighttpd as the part of a camera that asks for a password: mod_auth in front of another server.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class Lighttpd implements AutoCloseable {
    private static final Program LIGHTTPD = new Program("lighttpd", "lighttpd");

    private final ChildProcess child;
    private final Path directory;
    private final int port;

    private Lighttpd(ChildProcess child, Path directory, int port) {
        this.child = child;
        this.directory = directory;
        this.port = port;
    }

    /** Basic (RFC 7617) in front of the server on this port. */
    public static Lighttpd basic(int behind, Credentials credentials) {
        return start("basic", behind, credentials);
    }

    /** Digest (RFC 7616) with MD5 and SHA-256 in front of the server on this port. */
    public static Lighttpd digest(int behind, Credentials credentials) {
        return start("digest", behind, credentials);
    }

    private static Lighttpd start(String method, int behind, Credentials credentials) {
        try {
            Path directory = Files.createTempDirectory("camkit-lighttpd");
            int port = Loopback.freePort();
            Path users = directory.resolve("users");
            Files.writeString(
                    users, credentials.username() + ":" + credentials.password().reveal() + "\n");
            Path configuration = directory.resolve("lighttpd.conf");
            Files.writeString(configuration, configuration(directory, port, method, users, behind));
            ChildProcess child =
                    ChildProcess.start(List.of(LIGHTTPD.locate().toString(), "-D", "-f", configuration.toString()));
            Lighttpd server = new Lighttpd(child, directory, port);
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

    private static String configuration(Path directory, int port, String method, Path users, int behind) {
        return """
                server.modules = ("mod_auth", "mod_authn_file", "mod_proxy")
                server.bind = "127.0.0.1"
                server.port = %d
                server.document-root = "%s"
                server.stream-response-body = 2
                auth.backend = "plain"
                auth.backend.plain.userfile = "%s"
                auth.require = ("" => ("method" => "%s", "realm" => "camera", "require" => "valid-user"%s))
                proxy.server = ("" => (("host" => "127.0.0.1", "port" => %d)))
                """.formatted(
                        port,
                        directory,
                        users,
                        method,
                        method.equals("digest") ? ", \"algorithm\" => \"MD5|SHA-256\"" : "",
                        behind);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return Loopback.at(port);
    }

    /** Where it listens. */
    public int port() {
        return port;
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
