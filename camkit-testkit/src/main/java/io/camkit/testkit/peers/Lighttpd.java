package io.camkit.testkit.peers;

import io.camkit.Credentials;
import io.camkit.testkit.SelfSigned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * lighttpd as a part of a camera: the one that asks for a password or speaks TLS in front of another server, or the one that has the
 * newest picture as a file.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class Lighttpd implements AutoCloseable {
    private static final Program LIGHTTPD = new Program("lighttpd", "lighttpd");
    private static final Path TLS_MODULE = Path.of("/usr/lib/lighttpd/mod_openssl.so");

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
        return start(password("\"method\" => \"basic\"", credentials, behind));
    }

    /** Digest (RFC 7616) with MD5 and SHA-256 in front of the server on this port. */
    public static Lighttpd digest(int behind, Credentials credentials) {
        return start(password("\"method\" => \"digest\", \"algorithm\" => \"MD5|SHA-256\"", credentials, behind));
    }

    /** TLS in front of the server on this port. */
    public static Lighttpd tls(int behind, SelfSigned certificate) {
        if (!Files.exists(TLS_MODULE)) {
            throw new AssertionError(TLS_MODULE + " is missing. Mend: apt-get install -y lighttpd-mod-openssl");
        }
        return start(directory -> """
                server.modules = ("mod_openssl", "mod_proxy")
                ssl.engine = "enable"
                ssl.pemfile = "%s"
                ssl.privkey = "%s"
                """.formatted(certificate.certificateFile(), certificate.keyFile()) + proxy(behind));
    }

    /** The files of a folder, {@code .jpg} as JPEG, with {@code ETag} and {@code Last-Modified}. */
    public static Lighttpd files(Path folder) {
        return start(directory -> files(folder, "enable"));
    }

    /** The same with {@code Last-Modified} alone. */
    public static Lighttpd filesWithoutEtag(Path folder) {
        return start(directory -> files(folder, "disable"));
    }

    private static String files(Path folder, String etags) {
        return """
                server.document-root = "%s"
                server.stat-cache-engine = "disable"
                static-file.etags = "%s"
                mimetype.assign = (".jpg" => "image/jpeg", "" => "text/plain")
                """.formatted(folder, etags);
    }

    private static Role password(String method, Credentials credentials, int behind) {
        return directory -> {
            Path users = directory.resolve("users");
            Files.writeString(
                    users, credentials.username() + ":" + credentials.password().reveal() + "\n");
            return """
                    server.modules = ("mod_auth", "mod_authn_file", "mod_proxy")
                    auth.backend = "plain"
                    auth.backend.plain.userfile = "%s"
                    auth.require = ("" => ("realm" => "camera", "require" => "valid-user", %s))
                    """.formatted(users, method) + proxy(behind);
        };
    }

    private static String proxy(int behind) {
        return """
                server.document-root = "/"
                server.stream-response-body = 2
                proxy.server = ("" => (("host" => "127.0.0.1", "port" => %d)))
                """.formatted(behind);
    }

    /** What one server does, as a part of its configuration. */
    @FunctionalInterface
    private interface Role {
        /** @param directory for files of its own */
        String configuration(Path directory) throws IOException;
    }

    private static Lighttpd start(Role role) {
        try {
            Path directory = Files.createTempDirectory("camkit-lighttpd");
            int port = Loopback.freePort();
            Path configuration = directory.resolve("lighttpd.conf");
            Files.writeString(
                    configuration,
                    "server.bind = \"127.0.0.1\"\nserver.port = " + port + "\n" + role.configuration(directory));
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
