package io.camkit.http;

import io.camkit.CamkitException;
import io.camkit.http.Router.Admitted;
import io.camkit.spi.Nullable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.stream.ChunkedInput;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An exchange on a connection. The first answer counts; what a later one brings is released. */
final class NettyExchange implements Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(NettyExchange.class);
    private static final String RETRY_SECONDS = "2";
    private static final byte[] NOTHING = {};

    private final HttpConnection connection;
    private final HttpRequest request;
    private final @Nullable Admitted admitted;
    private final AtomicBoolean answered = new AtomicBoolean();
    private byte[] body = NOTHING;
    private volatile @Nullable Outbound begun;

    /** @param admitted null for a request that is only ever refused */
    NettyExchange(HttpConnection connection, HttpRequest request, @Nullable Admitted admitted) {
        this.connection = connection;
        this.request = request;
        this.admitted = admitted;
    }

    void receive(byte[] whole) {
        body = whole;
    }

    boolean isAnswered() {
        return answered.get();
    }

    boolean isSecure() {
        return connection.site().isSecure();
    }

    /** Answers nothing, because something else does; false if it was answered already. */
    boolean claim() {
        return answered.compareAndSet(false, true);
    }

    HttpRequest request() {
        return request;
    }

    private Admitted admitted() {
        if (admitted == null) {
            throw new IllegalStateException("this request is refused");
        }
        return admitted;
    }

    Route route() {
        return admitted().entry().route();
    }

    RouteTable.Mounted mount() {
        return admitted().entry().mount();
    }

    /** Who comes, if we know him. */
    @Nullable
    Visitor visitor() {
        return admitted().visitor();
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String path() {
        return admitted().target().path();
    }

    @Override
    public String variable(String name) {
        String value = admitted().variables().get(name);
        if (value == null) {
            throw new IllegalArgumentException(route().template() + " has no variable " + name);
        }
        return value;
    }

    @Override
    public Optional<String> query(String name) {
        return Optional.ofNullable(admitted().target().query().get(name));
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.headers().get(name));
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public Grant grant() {
        return admitted().grant();
    }

    @Override
    public Optional<Grant> grant(Action action, String camera) {
        Visitor visitor = visitor();
        return visitor == null ? Optional.empty() : visitor.grant(action, camera);
    }

    @Override
    public Peer peer() {
        InetAddress address = ((InetSocketAddress) connection.channel().remoteAddress()).getAddress();
        return connection.site().attempts().peer(address, isSecure() || address.isLoopbackAddress());
    }

    @Override
    public void respond(int status, String contentType, byte[] bytes, Map<String, String> headers) {
        respond(status, contentType, Unpooled.wrappedBuffer(bytes), headers);
    }

    @Override
    public void respond(int status, String contentType, ByteBuf bytes, Map<String, String> headers) {
        HttpResponse head;
        try {
            head = head(status, headers);
            head.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        } catch (RuntimeException e) {
            bytes.release();
            throw e;
        }
        boolean bodiless = status == 304 || status == 204;
        if (!bodiless) {
            head.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.readableBytes());
        }
        answer(head, bytes);
    }

    /** Sends a head and what follows it; a {@code HEAD} is told everything but the body. */
    void answer(HttpResponse head, Object rest) {
        if (!claim()) {
            discard(rest);
            return;
        }
        boolean headOnly = method().equals("HEAD") || head.status().code() == 304;
        if (headOnly) {
            discard(rest);
        }
        onLoop(
                () -> connection.send(head, headOnly ? Optional.empty() : Optional.of(rest)),
                headOnly ? () -> {} : () -> discard(rest));
    }

    private static void discard(Object rest) {
        try {
            if (rest instanceof ChunkedInput<?> file) {
                file.close();
            }
            ReferenceCountUtil.release(rest);
        } catch (Exception e) {
            LOG.debug("a body that nobody reads did not close", e);
        }
    }

    private void onLoop(Runnable task, Runnable otherwise) {
        EventLoop loop = connection.channel().eventLoop();
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            otherwise.run();
        }
    }

    HttpResponse head(int status, Map<String, String> more) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        HttpHeaders headers = head.headers();
        headers.set(
                HttpHeaderNames.DATE,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        connection.site().clock().now().atOffset(ZoneOffset.UTC)));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        more.forEach(headers::set);
        return head;
    }

    @Override
    public void json(int status, Object value) {
        respond(status, "application/json", connection.site().json().bytes(value), Map.of());
    }

    @Override
    public void file(Path file, String contentType) {
        FileAnswer.send(this, file, contentType, Map.of());
    }

    @Override
    public void problem(int status, String code, String detail, String mend) {
        problem(new Problem(status, code, detail, mend));
    }

    void problem(Problem problem) {
        if (problem.status() == 401 && header("Accept").orElse("").contains("text/html")) {
            respond(401, Pages.HTML, Pages.refused(), Pages.refusedHeaders(problem.headers()));
            return;
        }
        respond(problem.status(), Problem.TYPE, connection.site().json().bytes(problem.document()), problem.headers());
    }

    @Override
    public void fail(Throwable fault) {
        Outbound stream = begun;
        if (stream != null) {
            stream.close();
        }
        // what a chain of stages ends with is wrapped
        Throwable cause =
                fault instanceof CompletionException wrapped && wrapped.getCause() != null ? wrapped.getCause() : fault;
        if (cause instanceof CamkitException known) {
            boolean soon = known.retry() == CamkitException.Retry.RETRY;
            Map<String, String> headers = soon ? Map.of("Retry-After", RETRY_SECONDS) : Map.of();
            problem(new Problem(soon ? 503 : 409, known.code(), known.what(), known.mend(), headers));
        } else {
            LOG.error("{} {}: the handler failed", method(), path(), cause);
            problem(new Problem(500, "CK-5110", "the server failed", "look into its log"));
        }
    }

    @Override
    public void notFound() {
        problem(admitted().missing());
    }

    @Override
    public Outbound stream(int status, Map<String, String> headers) {
        HttpResponse head = head(status, headers);
        head.headers().set(HttpHeaderNames.CONNECTION, "close");
        StreamedBody stream = new StreamedBody(connection);
        begun = stream;
        if (method().equals("HEAD")) {
            stream.neverOpen();
            answer(head, Unpooled.EMPTY_BUFFER);
            return stream;
        }
        if (!claim()) {
            stream.neverOpen();
            return stream;
        }
        connection.site().answered(status);
        onLoop(() -> stream.begin(head, grant(), mount()), stream::neverOpen);
        return stream;
    }
}
