package io.camkit.server;

import io.camkit.CamKit;
import io.camkit.CamkitException;
import io.camkit.http.Access;
import io.camkit.http.CamHttp;
import io.camkit.http.HttpOptions;
import io.camkit.http.StaticFiles;
import io.camkit.server.config.ConfigReader;
import io.camkit.server.config.EntryReader;
import io.camkit.server.config.Fault;
import io.camkit.server.config.Installed;
import io.camkit.server.config.InvalidConfiguration;
import io.camkit.server.config.ListenConfig;
import io.camkit.server.config.ServerConfig;
import io.camkit.sink.webrtc.WebRtcOptions;
import io.camkit.spi.Nullable;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cameras of a configuration, and the page and routes that show them.
 *
 * <p><b>Threading.</b> Any thread.
 */
final class CamServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CamServer.class);

    private final CamKit kit;
    private final ListenConfig listen;
    private final CamHttp http;
    private final CameraEditing editing;
    private final ProbeRoute probing;
    private Access access;
    private @Nullable FileWatch watch;

    private CamServer(CamKit kit, ServerConfig config, CamHttp http, CameraEditing editing, ProbeRoute probing) {
        this.kit = kit;
        this.listen = config.listen();
        this.access = config.access();
        this.http = http;
        this.editing = editing;
        this.probing = probing;
    }

    /**
     * Starts what {@code config} says, and the cameras that were added before.
     *
     * @param data where those are kept
     * @throws InvalidConfiguration if what is kept there cannot be read
     * @throws CamkitException if the port cannot be had or the certificate cannot be used; nothing is left listening then
     */
    static CamServer start(CamKit kit, ServerConfig config, Path data) throws InvalidConfiguration {
        for (Fault fault : config.cameraFaults()) {
            LOG.warn("{}", fault);
        }
        kit.provide(WebRtcOptions.class, config.webRtc());
        EntryReader reader = new EntryReader(Installed.in(kit));
        CameraBook book = new CameraBook(kit, config.cameras(), new CameraFile(data), reader);
        CamHttp http = CamHttp.on(kit, options(config));
        CameraEditing editing = new CameraEditing(book, reader);
        ProbeRoute probing = new ProbeRoute(book, reader);
        try {
            http.routes().mount(List.of(StaticFiles.classPath("/{path...}", CamServer.class, "/web")));
            http.routes().mount(editing.routes());
            http.routes().mount(probing.routes());
            book.start();
            http.start();
            return new CamServer(kit, config, http, editing, probing);
        } catch (RuntimeException e) {
            http.close();
            throw e;
        }
    }

    private static HttpOptions options(ServerConfig config) {
        ListenConfig listen = config.listen();
        HttpOptions options = HttpOptions.loopback(listen.port())
                .withBind(listen.bind().getHostAddress())
                .withAccess(config.access());
        return listen.tls().map(options::withTls).orElse(options);
    }

    /**
     * From now on, changes of the tokens take effect at once, written in {@code file} or in {@code envFile}. A list of tokens is never
     * given up for open access: that takes a restart.
     */
    synchronized void follow(Path file, Path envFile, ConfigReader reader) {
        watch = new FileWatch(kit.clock(), List.of(file, envFile), () -> readAgain(file, reader));
    }

    synchronized void readAgain(Path file, ConfigReader reader) {
        try {
            Access fresh = reader.read(file).access();
            if (access instanceof Access.Tokens && !(fresh instanceof Access.Tokens)) {
                LOG.warn("{}: the list of tokens is gone; the old one holds until the server is started again", file);
            } else if (!fresh.equals(access)) {
                http.access(fresh);
                access = fresh;
                LOG.info("{}: access changed; it holds from now on", file);
            }
        } catch (InvalidConfiguration e) {
            LOG.warn("{}: edited, but not used:", file);
            e.faults().forEach(fault -> LOG.warn("{}", fault));
        } catch (CamkitException e) {
            LOG.warn("{}: edited, but not used: {}", file, e.getMessage());
        }
    }

    /** Where a browser on this machine finds the page. */
    String address() {
        return (listen.tls().isPresent() ? "https://" : "http://") + host(listen.bind()) + ":" + http.port() + "/";
    }

    /** As it is written in an address (RFC 3986, section 3.2.2). */
    static String host(InetAddress bind) {
        if (bind.isAnyLocalAddress() || bind.equals(InetAddress.getLoopbackAddress())) {
            return "localhost";
        }
        return bind instanceof Inet6Address ? "[" + bind.getHostAddress() + "]" : bind.getHostAddress();
    }

    /** Who may look, in words. */
    synchronized String audience() {
        return access instanceof Access.Tokens tokens
                ? "with a token (" + tokens.tokens().size() + " known): " + address() + "#token=..."
                : "open to everybody on this machine";
    }

    @Override
    public synchronized void close() {
        if (watch != null) {
            watch.close();
        }
        editing.close();
        probing.close();
        http.close();
    }
}
