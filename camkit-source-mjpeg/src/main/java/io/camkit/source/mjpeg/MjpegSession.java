package io.camkit.source.mjpeg;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.net.ClientAuth;
import io.camkit.net.NetworkFailure;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import io.camkit.spi.Step;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One attempt: asks the camera, with the password where it is wanted and wherever a redirect leads, and reads what its first answer turns
 * out to be: a stream, or a picture, which is asked for again and again.
 *
 * <p><b>Threading.</b> Its event loop.
 */
final class MjpegSession implements HttpConnection.User {
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(5);
    private static final int MAX_REDIRECTS = 3;

    /** Opens connections. */
    @FunctionalInterface
    interface Dialler {
        Future<Channel> dial(String host, int port, ChannelHandler handler);
    }

    /** What the answer under way is read as: what takes its bytes, and what is done when it is complete. */
    private record Body(Consumer<ByteBuffer> data, Runnable end) {}

    private final SourceContext context;
    private final Clock clock;
    private final Executor loop;
    private final Dialler dialler;
    private final Pictures pictures;
    private MjpegCamera spec;
    private Optional<ClientAuth> auth;
    private int redirects;
    private @Nullable HttpConnection connection;
    private @Nullable Future<Channel> connecting;
    private Clock.@Nullable Cancellable deadline;
    private Clock.@Nullable Cancellable pause;
    private @Nullable Body body;
    private volatile @Nullable Polling polling;
    private long asked;
    private int requests;
    /** Whether the request went out on a connection that had served one, which its server may be closing at this moment. */
    private boolean reused;

    private boolean answered;
    private volatile boolean over;

    MjpegSession(MjpegCamera spec, SourceContext context, Executor loop, Dialler dialler) {
        this.spec = spec;
        this.context = context;
        this.clock = context.clock();
        this.loop = loop;
        this.dialler = dialler;
        this.pictures = new Pictures(context, spec.faults());
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
        pause = null;
        body = null;
        answered = false;
        asked = clock.nanos();
        requests++;
        HttpConnection open = connection;
        reused = open != null;
        if (open != null) {
            expectAnswer();
            open.send(request());
            return;
        }
        HttpConnection dialled = new HttpConnection(spec, request(), this);
        connection = dialled;
        connecting = dialler.dial(spec.host(), spec.port(), dialled.initializer());
        connecting.addListener(outcome -> {
            if (over || dialled != connection) {
                return;
            }
            if (outcome.isSuccess()) {
                expectAnswer();
            } else {
                end((CamkitException) outcome.cause());
            }
        });
    }

    private FullHttpRequest request() {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, spec.target());
        request.headers()
                .set("Host", spec.authority())
                .set("User-Agent", "camkit")
                .set("Accept", "*/*")
                .set("Connection", "keep-alive");
        auth.flatMap(a -> a.authorization("GET", spec.target()))
                .ifPresent(answer -> request.headers().set("Authorization", answer));
        if (polling != null) {
            polling.condition(request.headers());
        }
        return request;
    }

    private void expectAnswer() {
        int request = requests;
        deadline = clock.schedule(ANSWER_DEADLINE, () -> loop.execute(() -> tooLate(request)));
    }

    private void tooLate(int request) {
        if (request == requests && connection != null) {
            connection.lose(spec.faults().noAnswer(ANSWER_DEADLINE.toSeconds()));
        }
    }

    @Override
    public void onAnswer(HttpResponse head) {
        answered = true;
        int status = head.status().code();
        if (status == 401) {
            challenged(head);
            return;
        }
        auth.ifPresent(ClientAuth::accepted);
        context.reached(Step.LOGGED_IN);
        switch (status) {
            case 200 -> body = read(head);
            case 301, 302, 303, 307, 308 -> follow(head.headers().get(HttpHeaderNames.LOCATION, ""));
            case 304 -> body = unchanged();
            default -> throw spec.faults().status(status, head.status().reasonPhrase());
        }
    }

    private void challenged(HttpResponse head) {
        ClientAuth user = auth.orElseThrow(() -> spec.faults().passwordMissing());
        String tried = user.scheme();
        switch (user.challenged(head.headers().getAll(HttpHeaderNames.WWW_AUTHENTICATE))) {
            case TRY_AGAIN -> askElsewhere();
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
        askElsewhere();
    }

    private void askElsewhere() {
        hangUp();
        ask();
    }

    /** The connection is over, and nobody hears of it. */
    private void hangUp() {
        disarm();
        if (connection != null) {
            connection.close();
        }
        connection = null;
    }

    private Body read(HttpResponse head) {
        ContentType type = ContentType.parse(head.headers().get(HttpHeaderNames.CONTENT_TYPE, ""));
        if (type.isJpeg()) {
            return picture(head);
        }
        if (type.isMultipart()) {
            return stream(type);
        }
        throw spec.faults().wrongType(type.type());
    }

    private Body stream(ContentType type) {
        disarm();
        context.reached(Step.DESCRIBED);
        context.transport("MJPEG over " + protocol());
        MultipartParser parser = new MultipartParser(type.boundary(), spec.faults(), pictures);
        return new Body(parser::parse, () -> end(NetworkFailure.closedByPeer(spec.describe())));
    }

    private Body picture(HttpResponse head) {
        Polling known = polling();
        long length = head.headers().getInt(HttpHeaderNames.CONTENT_LENGTH, -1);
        pictures.begin(length);
        return new Body(pictures::data, () -> {
            pictures.end();
            if (pictures.shown()) {
                known.shown(head.headers());
            }
            askLater(known);
        });
    }

    private Polling polling() {
        Polling known = polling;
        if (known == null) {
            known = new Polling(spec.every());
            polling = known;
            context.reached(Step.DESCRIBED);
            context.transport("JPEG pictures over " + protocol());
        }
        return known;
    }

    private Body unchanged() {
        Polling known = polling;
        if (known == null) {
            throw spec.faults().status(304, "Not Modified");
        }
        return new Body(nothing -> {}, () -> {
            context.unchanged();
            askLater(known);
        });
    }

    private String protocol() {
        return spec.secure() ? "HTTPS" : "HTTP";
    }

    private void askLater(Polling known) {
        disarm();
        int request = requests;
        pause = clock.schedule(
                known.pause(clock.nanos() - asked),
                () -> loop.execute(() -> {
                    if (request == requests) {
                        ask();
                    }
                }));
    }

    /** Whether there are single pictures to ask for. Any thread. */
    boolean polls() {
        return polling != null && !over;
    }

    /** Asks for a picture now, changed or not. */
    void askNow() {
        Polling known = polling;
        if (known != null) {
            known.want();
            if (pause != null) {
                pause.cancel();
                ask();
            }
        }
    }

    @Override
    public void onBody(ByteBuffer bytes) {
        if (body != null) {
            body.data().accept(bytes);
        }
    }

    @Override
    public void onComplete(boolean reusable) {
        if (body != null) {
            body.end().run();
        }
        if (!reusable) {
            hangUp();
        }
    }

    @Override
    public void onLost(CamkitException why) {
        connection = null;
        if (pause != null) {
            // servers close what is idle; the next request takes a new connection
            return;
        }
        if (reused && !answered) {
            disarm();
            ask();
            return;
        }
        end(why);
    }

    void leave() {
        hangUp();
        end(spec.faults().stopped());
    }

    private void end(CamkitException why) {
        if (over) {
            return;
        }
        over = true;
        hangUp();
        if (pause != null) {
            pause.cancel();
        }
        if (connecting != null) {
            connecting.cancel(false);
        }
        pictures.close();
        context.ended(why);
    }

    private void disarm() {
        if (deadline != null) {
            deadline.cancel();
        }
    }
}
