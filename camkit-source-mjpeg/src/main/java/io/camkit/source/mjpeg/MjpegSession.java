package io.camkit.source.mjpeg;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.net.ClientAuth;
import io.camkit.net.Connector;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import io.camkit.spi.Step;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * One attempt: asks for the stream, with the password where it is wanted and wherever a redirect leads, and reads it.
 *
 * <p><b>Threading.</b> Its event loop.
 */
final class MjpegSession implements HttpExchange.User {
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(5);
    private static final int MAX_REDIRECTS = 3;

    private final SourceContext context;
    private final EventLoop loop;
    private final Connector connector;
    private final Supplier<SSLContext> tls;
    private MjpegCamera spec;
    private Optional<ClientAuth> auth;
    private int redirects;
    private @Nullable HttpExchange exchange;
    private @Nullable Future<Channel> connecting;
    private Clock.@Nullable Cancellable deadline;
    private @Nullable Pictures pictures;
    private @Nullable MultipartParser parser;
    private boolean over;

    MjpegSession(
            MjpegCamera spec, SourceContext context, EventLoop loop, Connector connector, Supplier<SSLContext> tls) {
        this.spec = spec;
        this.context = context;
        this.loop = loop;
        this.connector = connector;
        this.tls = tls;
        this.auth = authFor(spec);
    }

    private Optional<ClientAuth> authFor(MjpegCamera camera) {
        return camera.credentials().map(c -> new ClientAuth(c, context.random()));
    }

    /** Does nothing after {@link #leave}: a stop may overtake its start. */
    void ask() {
        if (over) {
            return;
        }
        String authorization =
                auth.flatMap(a -> a.authorization("GET", spec.target())).orElse("");
        HttpExchange asked = new HttpExchange(spec, authorization, this);
        exchange = asked;
        connecting = connector.connect(spec.host(), spec.port(), loop, asked.on(tls));
        connecting.addListener(this::connected);
    }

    private void connected(Future<? super Channel> outcome) {
        HttpExchange asked = exchange;
        if (over || asked == null) {
            return;
        }
        if (outcome.isSuccess()) {
            deadline = context.clock()
                    .schedule(
                            ANSWER_DEADLINE,
                            () -> loop.execute(() -> asked.lose(
                                    asked == exchange
                                            ? spec.faults().noAnswer(ANSWER_DEADLINE.toSeconds())
                                            : stopped())));
        } else {
            onLost((CamkitException) outcome.cause());
        }
    }

    @Override
    public void onAnswer(HttpResponse head) {
        disarm();
        int status = head.status().code();
        if (status == 401) {
            challenged(head);
            return;
        }
        auth.ifPresent(ClientAuth::accepted);
        context.reached(Step.LOGGED_IN);
        switch (status) {
            case 200 -> read(head);
            case 301, 302, 303, 307, 308 -> follow(head.headers().get(HttpHeaderNames.LOCATION, ""));
            default -> throw spec.faults().status(status, head.status().reasonPhrase());
        }
    }

    private void challenged(HttpResponse head) {
        ClientAuth user = auth.orElseThrow(() -> spec.faults().passwordMissing());
        String tried = user.scheme();
        switch (user.challenged(head.headers().getAll(HttpHeaderNames.WWW_AUTHENTICATE))) {
            case TRY_AGAIN -> askAgain();
            case REFUSED -> throw spec.faults().wrongPassword(tried);
            case UNSUPPORTED -> throw spec.faults().unknownScheme();
        }
    }

    private void follow(String location) {
        if (++redirects > MAX_REDIRECTS) {
            throw spec.faults().notFollowed("this is the " + redirects + "th time");
        }
        MjpegCamera next = spec.movedTo(location);
        if (!next.host().equalsIgnoreCase(spec.host())) {
            auth = authFor(next);
        }
        spec = next;
        askAgain();
    }

    private void askAgain() {
        if (exchange != null) {
            exchange.close();
        }
        ask();
    }

    private void read(HttpResponse head) {
        ContentType type = ContentType.parse(head.headers().get(HttpHeaderNames.CONTENT_TYPE, ""));
        if (type.type().equals("image/jpeg") || type.type().equals("image/jpg")) {
            throw spec.faults().singlePicture();
        }
        if (!type.isMultipart()) {
            throw spec.faults().wrongType(type.type());
        }
        Pictures made = new Pictures(context, spec.faults());
        pictures = made;
        parser = new MultipartParser(type.boundary(), spec.faults(), made);
        context.reached(Step.DESCRIBED);
        context.transport(spec.secure() ? "MJPEG over HTTPS" : "MJPEG over HTTP");
    }

    @Override
    public void onBody(ByteBuffer bytes) {
        if (parser != null) {
            parser.parse(bytes);
        }
    }

    void leave() {
        if (exchange != null) {
            exchange.close();
        }
        onLost(stopped());
    }

    private CamkitException stopped() {
        return spec.faults().stopped();
    }

    @Override
    public void onLost(CamkitException why) {
        if (over) {
            return;
        }
        over = true;
        disarm();
        if (connecting != null) {
            connecting.cancel(false);
        }
        if (pictures != null) {
            pictures.close();
        }
        context.ended(why);
    }

    private void disarm() {
        if (deadline != null) {
            deadline.cancel();
        }
    }
}
