package io.camkit.http;

import io.camkit.net.TlsFiles;
import java.util.Optional;
import java.util.Set;

/**
 * How a server listens and whom it lets in.
 *
 * @param bind the address to listen on
 * @param port 0 for any that is free
 * @param tls where certificate and key are; empty for plain HTTP
 * @param access who may do what
 * @param names what the server is called besides {@code localhost} and its addresses; while access is open, other names are refused,
 *     because a foreign page could point one of its own here (DNS rebinding)
 * @param maxConnections how many are served at once; one more gets a 503
 */
public record HttpOptions(
        String bind, int port, Optional<TlsFiles> tls, Access access, Set<String> names, int maxConnections) {
    private static final int MAX_PORT = 65535;
    private static final int CONNECTIONS = 1024;

    /** Copies and checks. */
    public HttpOptions {
        names = Set.copyOf(names);
        if (port < 0 || port > MAX_PORT || maxConnections < 1) {
            throw new IllegalArgumentException("port " + port + " or connections " + maxConnections + " out of range");
        }
    }

    /** Plain HTTP on loopback, open to everybody there. */
    public static HttpOptions loopback(int port) {
        return new HttpOptions("127.0.0.1", port, Optional.empty(), Access.open(), Set.of(), CONNECTIONS);
    }

    /** The same on another address. */
    public HttpOptions withBind(String address) {
        return new HttpOptions(address, port, tls, access, names, maxConnections);
    }

    /** The same, encrypted. */
    public HttpOptions withTls(TlsFiles files) {
        return new HttpOptions(bind, port, Optional.of(files), access, names, maxConnections);
    }

    /** The same for others. */
    public HttpOptions withAccess(Access other) {
        return new HttpOptions(bind, port, tls, other, names, maxConnections);
    }

    /** The same under other names. */
    public HttpOptions withNames(Set<String> other) {
        return new HttpOptions(bind, port, tls, access, other, maxConnections);
    }

    /** The same for more or fewer connections at once. */
    public HttpOptions withMaxConnections(int count) {
        return new HttpOptions(bind, port, tls, access, names, count);
    }
}
