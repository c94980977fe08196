package io.camkit.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.camkit.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fake ONVIF camera on loopback: its device, media and PTZ services (SOAP over HTTP), with a script of what goes wrong. It checks logins
 * as the specifications say, by itself.
 *
 * <p>Every method of the script may be called at any time and holds from the next request on.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class FakeOnvif implements AutoCloseable {
    private static final Pattern OPERATION =
            Pattern.compile("<(?:\\w+:)?Body\\b[^>]*>\\s*<(?:\\w+:)?(\\w+)", Pattern.DOTALL);
    private static final int BACKLOG = 16;
    private static final int PATIENCE_TENTHS = 200;

    /** An answer of the script. */
    private record Scripted(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fake-onvif");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> requests = new ArrayList<>();
    private final Map<String, Scripted> scripted = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile OnvifAnswers answers = OnvifAnswers.usual();
    private volatile Optional<OnvifLogin> login = Optional.empty();
    private volatile Duration clockAhead = Duration.ZERO;

    private FakeOnvif(HttpServer server) {
        this.server = server;
    }

    /** A camera without password that has two profiles, {@code main} and {@code sub}, and moves. */
    public static FakeOnvif start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            FakeOnvif camera = new FakeOnvif(server);
            server.setExecutor(camera.workers);
            server.createContext("/", camera::serve);
            server.start();
            return camera;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It asks for a UsernameToken with a digest, made within a minute of its own clock. */
    public FakeOnvif askForToken(Credentials user) {
        login = Optional.of(OnvifLogin.token(user));
        return this;
    }

    /** It asks for HTTP's Digest, and takes offence at tokens. */
    public FakeOnvif askForDigest(Credentials user) {
        login = Optional.of(OnvifLogin.digest(user));
        return this;
    }

    /** Its clock is off by so much. */
    public FakeOnvif clockAhead(Duration ahead) {
        clockAhead = ahead;
        return this;
    }

    /** The streams of its profiles are at this address. */
    public FakeOnvif stream(String uri) {
        answers = answers.withStream(uri);
        return this;
    }

    /** Its pictures are at this address. */
    public FakeOnvif snapshot(String uri) {
        answers = answers.withSnapshot(uri);
        return this;
    }

    /** Its services believe to be at this host. */
    public FakeOnvif believesToBe(String hostAndPort) {
        answers = answers.withHost(hostAndPort);
        return this;
    }

    /** It does not move. */
    public FakeOnvif withoutPtz() {
        answers = answers.withPtz(false);
        return this;
    }

    /** An operation is answered with this, whoever asks; for example {@code GetProfiles}. */
    public FakeOnvif answer(String operation, int status, String body) {
        scripted.put(operation, new Scripted(status, body));
        return this;
    }

    /** An operation is answered with a SOAP fault of this subcode, for example {@code ter:NotAuthorized}. */
    public FakeOnvif refuse(String operation, String subcode) {
        return answer(operation, 400, OnvifAnswers.fault(subcode, "refused by the script"));
    }

    /** An operation is never answered. */
    public FakeOnvif silence(String operation) {
        return answer(operation, 0, "");
    }

    private void serve(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String operation = operationOf(request);
        note(request);
        Scripted answer = scripted.get(operation);
        if (answer == null) {
            answer = usual(exchange, operation, request);
        }
        if (answer.status() == 0) {
            awaitClose();
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/soap+xml; charset=utf-8");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void note(String request) {
        synchronized (requests) {
            requests.add(request);
            requests.notifyAll();
        }
    }

    private Scripted usual(HttpExchange exchange, String operation, String request) {
        Instant now = Instant.now().plus(clockAhead);
        if (operation.equals("GetSystemDateAndTime")) {
            return new Scripted(200, OnvifAnswers.time(now));
        }
        Optional<OnvifLogin> asked = login;
        if (asked.isPresent()) {
            String header = exchange.getRequestHeaders().getFirst("Authorization");
            String uri = exchange.getRequestURI().toString();
            if (!asked.get().lets(request, header == null ? "" : header, uri, now)) {
                asked.get()
                        .challenge()
                        .ifPresent(field -> exchange.getResponseHeaders().set("WWW-Authenticate", field));
                return asked.get().challenge().isPresent()
                        ? new Scripted(401, "")
                        : new Scripted(400, OnvifAnswers.fault("ter:NotAuthorized", "Sender not authorized"));
            }
        }
        String body = answers.to(operation, request, "127.0.0.1:" + address().getPort());
        return body.isEmpty()
                ? new Scripted(400, OnvifAnswers.fault("ter:ActionNotSupported", "not implemented"))
                : new Scripted(200, body);
    }

    private void awaitClose() throws IOException {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("never answered");
    }

    /** Where its services are. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** The newest message that asked for this operation; waits for one, and fails when none comes. */
    public String request(String operation) {
        synchronized (requests) {
            try {
                Optional<String> found = newest(operation);
                for (int tenths = 0; found.isEmpty() && tenths < PATIENCE_TENTHS; tenths++) {
                    requests.wait(100);
                    found = newest(operation);
                }
                return found.orElseThrow(() -> new AssertionError("nobody asked for " + operation + ": " + requests));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    private Optional<String> newest(String operation) {
        return requests.stream()
                .filter(request -> operationOf(request).equals(operation))
                .reduce((before, after) -> after);
    }

    private static String operationOf(String request) {
        Matcher found = OPERATION.matcher(request);
        return found.find() ? found.group(1) : "";
    }

    /** Ends it and its connections. */
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        workers.shutdownNow();
    }
}
