package io.camkit.net;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.spi.SourceContext;
import io.camkit.spi.Step;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Opens TCP connections to cameras: resolves the name, tries its addresses in turn, and gives up after {@link #DEADLINE}.
 *
 * <p>Names are resolved on a thread that may block, never on an event loop; an address in digits needs none. What is connected to is
 * what the {@link Resolver} answered, whatever the name means a moment later.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class Connector {
    /** For resolving and connecting together. */
    public static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Loops loops;
    private final Clock clock;
    private final Executor blocking;
    private final Resolver resolver;
    private final Consumer<Step> reached;

    /**
     * For one attempt of a source: names mean what its {@link Resolver} says, and it is told of the steps.
     *
     * @param loops whose transport is used
     */
    public Connector(Loops loops, SourceContext context) {
        this(loops, context.clock(), context::lendThread, Resolver.of(context), context::reached);
    }

    /**
     * For connections of anybody else.
     *
     * @param loops whose transport is used
     * @param clock measures the deadline
     * @param blocking runs a look-up that may take long
     */
    public Connector(Loops loops, Clock clock, Executor blocking) {
        this(loops, clock, blocking, Resolver.SYSTEM, step -> {});
    }

    Connector(Loops loops, Clock clock, Executor blocking, Resolver resolver, Consumer<Step> reached) {
        this.loops = loops;
        this.clock = clock;
        this.blocking = blocking;
        this.resolver = resolver;
        this.reached = reached;
    }

    /**
     * Connects.
     *
     * @param loop runs the channel and the future's listeners
     * @param handler of the new channel
     * @return the open channel, or a {@link CamkitException} with a code from {@link NetworkFailure}. Cancelling it closes what is under
     *     way
     */
    public Future<Channel> connect(String host, int port, EventLoop loop, ChannelHandler handler) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(loops.socketChannel())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(handler);
        Attempt attempt = new Attempt(bootstrap, host, port, loop);
        attempt.begin();
        return attempt.result;
    }

    private final class Attempt {
        private final Bootstrap bootstrap;
        private final String host;
        private final int port;
        private final Promise<Channel> result;

        Attempt(Bootstrap bootstrap, String host, int port, EventLoop loop) {
            this.bootstrap = bootstrap;
            this.host = host;
            this.port = port;
            this.result = loop.newPromise();
        }

        void begin() {
            Clock.Cancellable deadline =
                    clock.schedule(DEADLINE, () -> result.tryFailure(NetworkFailure.silent(address())));
            result.addListener(done -> deadline.cancel());
            if (NetUtil.createByteArrayFromIpAddressString(host) == null) {
                blocking.execute(this::resolve);
            } else {
                resolve();
            }
        }

        private void resolve() {
            try {
                List<InetAddress> addresses = resolver.resolve(host);
                reached.accept(Step.RESOLVED);
                connect(addresses, 0);
            } catch (UnknownHostException | CamkitException e) {
                fail(e);
            }
        }

        private void connect(List<InetAddress> addresses, int index) {
            if (result.isDone()) {
                return;
            }
            ChannelFuture connecting = bootstrap.connect(new InetSocketAddress(addresses.get(index), port));
            result.addListener(done -> closeUnlessWanted(connecting.channel()));
            connecting.addListener(done -> {
                if (done.isSuccess()) {
                    reached.accept(Step.CONNECTED);
                    result.trySuccess(connecting.channel());
                } else if (index + 1 < addresses.size()) {
                    connect(addresses, index + 1);
                } else {
                    fail(done.cause());
                }
            });
        }

        private void closeUnlessWanted(Channel channel) {
            if (!result.isSuccess() || !channel.equals(result.getNow())) {
                channel.close();
            }
        }

        private void fail(Throwable cause) {
            result.tryFailure(NetworkFailure.of(cause, address()));
        }

        private String address() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }
}
