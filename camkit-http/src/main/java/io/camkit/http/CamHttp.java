package io.camkit.http;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Metrics;
import io.camkit.net.Loops;
import io.camkit.net.TlsFiles;
import io.camkit.spi.Nullable;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP and WebSocket server of one kit. Made before the cameras, it is what their sinks mount their routes on; it serves them from
 * {@link #start()} on. The routes about all cameras are its own.
 *
 * <p>It runs on the kit's {@link Loops}. An application that has its own event loops provides them first: {@code
 * kit.provide(Loops.class, Loops.on(group))}.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class CamHttp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CamHttp.class);
    private static final int MAX_PENDING = 16 * 1024 * 1024;
    private static final int UNSENT_IN_KERNEL = 128 * 1024;
    private static final int REFUSED_POLITELY = 64;
    private static final int BACKLOG = 256;
    private static final long CLOSE_MILLIS = 1000;
    /** For a visitor who takes nothing; less than what closing may last. */
    private static final long TLS_FAREWELL_MILLIS = 500;

    private final HttpOptions options;
    private final Loops loops;
    private final RouteTable table = new RouteTable();
    private final GrantBook book;
    private final Deadlines deadlines;
    private final Site site;
    private final EventLog events;
    private final @Nullable SslContext tls;
    private final AtomicInteger connections = new AtomicInteger();
    private final Metrics.Registration gauge;
    private @Nullable Channel server;
    private boolean closed;

    private CamHttp(CamKit kit, HttpOptions options) {
        this.options = options;
        InetAddress bind = address(options.bind());
        this.book = new GrantBook(kit.clock(), bind.isLoopbackAddress(), options.access());
        this.tls = options.tls().map(TlsFiles::serverContext).orElse(null);
        this.loops = kit.service(Loops.class)
                .orElseThrow(() -> new CamkitException(
                        "CK-5103", "no event loops", "", "add io.camkit:camkit-net", Retry.GIVE_UP));
        this.deadlines = new Deadlines(kit.clock());
        Json json = new Json();
        Router router = new Router(
                table,
                book,
                ownNames(bind),
                () -> kit.cameras().stream().map(Camera::id).toList());
        this.site = new Site(kit.clock(), router, book.attempts(), deadlines, json, kit.metrics(), tls != null);
        this.events = new EventLog(kit, loops.next());
        table.mount(new CameraRoutes(kit, table).routes());
        table.mount(new CommandRoutes(kit, json).routes());
        table.mount(new PtzRoutes(kit, json).routes());
        table.mount(new TicketRoutes(book.tickets(), json).routes());
        table.mount(new EventRoutes(events, json).routes());
        this.gauge =
                kit.metrics().gauge("camkit_http_connections", "Open connections", Map.of(), connections::doubleValue);
        kit.provide(Routes.class, table);
    }

    /** A server on loopback that is open to everybody there. */
    public static CamHttp on(CamKit kit, int port) {
        return on(kit, HttpOptions.loopback(port));
    }

    /**
     * A server, not started.
     *
     * @throws CamkitException if the address is none ({@code CK-5101}), access is open beyond loopback ({@code CK-5201}) or the
     *     certificate cannot be used ({@code CK-2431} to {@code CK-2433})
     */
    public static CamHttp on(CamKit kit, HttpOptions options) {
        return new CamHttp(kit, options);
    }

    private static InetAddress address(String bind) {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new CamkitException(
                    "CK-5101",
                    "no such address",
                    bind,
                    "bind to an address of this machine, or to 0.0.0.0 for all of them",
                    Retry.GIVE_UP,
                    e);
        }
    }

    private Set<String> ownNames(InetAddress bind) {
        Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        names.add(bind.getHostAddress());
        options.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return Set.copyOf(names);
    }

    /** Where routes are mounted. */
    public Routes routes() {
        return table;
    }

    /**
     * Begins to listen.
     *
     * @throws CamkitException {@code CK-5102} if the port cannot be had
     */
    public synchronized void start() {
        if (server != null || closed) {
            throw new IllegalStateException("a server starts once");
        }
        InetSocketAddress address = new InetSocketAddress(options.bind(), options.port());
        try {
            server = bootstrap().bind(address).syncUninterruptibly().channel();
        } catch (Exception e) {
            throw new CamkitException(
                    "CK-5102",
                    isTaken(e) ? "another program listens there already" : "cannot listen: " + e.getMessage(),
                    options.bind() + ":" + options.port(),
                    "stop what listens there, or choose another port",
                    Retry.GIVE_UP,
                    e);
        }
        deadlines.start();
        LOG.info("serving on {}://{}:{}", tls == null ? "http" : "https", options.bind(), port());
    }

    /** The transport's own exception says so only in its text. */
    private static boolean isTaken(Exception why) {
        return String.valueOf(why.getMessage()).contains("Address already in use");
    }

    private ServerBootstrap bootstrap() {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverSocketChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(MAX_PENDING, MAX_PENDING))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
        if (loops.isEpoll()) {
            // a slow viewer's backlog stays here, where frames can be skipped, and not in the kernel
            bootstrap.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) UNSENT_IN_KERNEL);
        }
        return bootstrap;
    }

    void accept(Channel channel) {
        int open = connections.incrementAndGet();
        channel.closeFuture().addListener(any -> connections.decrementAndGet());
        if (open > options.maxConnections() + REFUSED_POLITELY) {
            site.dropped("too_many");
            channel.close();
            return;
        }
        HttpConnection connection = new HttpConnection(site, channel, open > options.maxConnections());
        ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
            SslHandler handler = tls.newHandler(channel.alloc());
            handler.setHandshakeTimeoutMillis(0);
            handler.setCloseNotifyFlushTimeoutMillis(TLS_FAREWELL_MILLIS);
            pipeline.addLast(handler);
        }
        // the encoder first: what a WebSocket's decoder says about a broken frame passes through what took the
        // encoder's place
        pipeline.addLast(new HttpResponseEncoder(), connection.decoder());
        if (tls != null) {
            pipeline.addLast(new ChunkedWriteHandler());
        }
        pipeline.addLast(connection);
    }

    /** Where it listens; useful when the options said 0. */
    public synchronized int port() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /**
     * Ends one token and every stream that it opened, until {@link #access} brings it back.
     *
     * @return whether there was one of that name
     */
    public boolean revoke(String tokenName) {
        return book.revoke(tokenName);
    }

    /**
     * Replaces the list of tokens. Streams of tokens that are not in the new list exactly as they were in the old end.
     *
     * @throws CamkitException {@code CK-5201} if access is open beyond loopback; nothing changes then
     */
    public void access(Access other) {
        book.replace(other);
    }

    /** Ends every connection and stops listening, within a second. The kit's loops go on. Calling it twice does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        events.close();
        gauge.close();
        if (server != null) {
            server.close().awaitUninterruptibly(CLOSE_MILLIS);
        }
        deadlines.close();
    }
}
