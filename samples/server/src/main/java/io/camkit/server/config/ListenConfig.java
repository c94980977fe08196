package io.camkit.server.config;

import io.camkit.net.TlsFiles;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Where the server listens.
 *
 * @param bind the address of one interface, or of all
 * @param port 0 for any free one
 * @param tls present when it speaks TLS
 */
public record ListenConfig(InetAddress bind, int port, Optional<TlsFiles> tls) {}
