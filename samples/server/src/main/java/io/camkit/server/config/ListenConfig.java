package io.camkit.server.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the server listens.
 *
 * @param bind the address of one interface, or of all
 * @param port 0 for any free one
 * @param tls present when it speaks TLS
 */
public record ListenConfig(InetAddress bind, int port, Optional<TlsFiles> tls) {
    /**
     * PEM files.
     *
     * @param certificate the chain, the server's own first
     * @param key its private key, PKCS#8 without password
     */
    public record TlsFiles(Path certificate, Path key) {}
}
