package io.camkit.source.esp32;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.media.jpeg.JpegScanner;
import io.camkit.net.Loops;
import io.camkit.spi.SourceContext;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of its own for one device of older days: any path, no login but Basic credentials where they are asked for, nothing encrypted.
 * Only private addresses are answered.
 */
final class LegacyPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LegacyPort.class);
    private static final int MAX_REQUEST = 8 * 1024;
    private static final int MAX_CONNECTIONS = 8;
    private static final int PING_SECONDS = 20;
    private static final int SILENCE_SECONDS = 60;
    private static final int UNIQUE_LOCAL = 0xfc;

    private final Desk desk;
    private final String camera;
    private final Optional<Credentials> credentials;
    private final AtomicInteger connections = new AtomicInteger();
    private final ChannelFuture bound;

    private LegacyPort(Desk desk, Esp32 spec, SourceContext context, Loops loops, int port) {
        this.desk = desk;
        this.camera = context.camera();
        this.credentials = spec.credentials();
        this.bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverSocketChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                })
                .bind(port);
    }

    /** Opens the port; {@code failed} hears on another thread that it cannot be had. */
    static LegacyPort open(Desk desk, Esp32 spec, SourceContext context, Consumer<CamkitException> failed) {
        Loops loops = context.service(Loops.class).orElseThrow(DeviceFaults::noServer);
        int wanted = spec.legacyPort().orElse(0);
        LegacyPort port = new LegacyPort(desk, spec, context, loops, wanted);
        port.bound.addListener(result -> {
            if (result.isSuccess()) {
                LOG.warn(
                        "CK-2612 camera {}: port {} takes pictures unencrypted, from whoever is in this network{}. Mend: put camkit's firmware on the device",
                        port.camera,
                        port.number(),
                        spec.credentials().isPresent() ? " and knows the password" : "");
            } else {
                failed.accept(DeviceFaults.portTaken(
                        wanted, String.valueOf(result.cause().getMessage())));
            }
        });
        return port;
    }

    private int number() {
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    private void accept(Channel channel) {
        InetAddress from = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        int open = connections.incrementAndGet();
        channel.closeFuture().addListener(any -> connections.decrementAndGet());
        if (open > MAX_CONNECTIONS || !isPrivate(from)) {
            desk.refused(camera, from.getHostAddress(), open > MAX_CONNECTIONS ? "too_many" : "public_address");
            channel.close();
            return;
        }
        channel.pipeline()
                .addLast(
                        new IdleStateHandler(SILENCE_SECONDS, PING_SECONDS, 0),
                        new HttpServerCodec(),
                        new HttpObjectAggregator(MAX_REQUEST),
                        new BasicGate(
                                credentials,
                                desk.attempts().peer(from, from.isLoopbackAddress()),
                                why -> desk.refused(camera, from.getHostAddress(), why)),
                        new WebSocketServerProtocolHandler(anyPath()),
                        new WebSocketFrameAggregator(JpegScanner.MAX_BYTES),
                        new LegacyConnection(desk, camera, channel));
    }

    /** Libraries of that time ask for the subprotocol {@code arduino}, and some go away without it. */
    private static WebSocketServerProtocolConfig anyPath() {
        return WebSocketServerProtocolConfig.newBuilder()
                .websocketPath("/")
                .checkStartsWith(true)
                .subprotocols("*")
                .dropPongFrames(true)
                .decoderConfig(WebSocketDecoderConfig.newBuilder()
                        .allowExtensions(false)
                        .maxFramePayloadLength(JpegScanner.MAX_BYTES)
                        .build())
                .build();
    }

    /** This machine, a link of it, or a network that the internet does not reach (RFC 1918, RFC 4193). */
    static boolean isPrivate(InetAddress address) {
        boolean uniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == UNIQUE_LOCAL;
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || uniqueLocal;
    }

    @Override
    public void close() {
        bound.channel().close();
    }
}
