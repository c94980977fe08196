package io.camkit.http;

import io.camkit.CamKit;
import io.camkit.KitOptions;
import io.camkit.net.Loops;
import io.camkit.net.LoopsProvider;
import io.camkit.testkit.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server on an ephemeral port of loopback over a kit whose time stands still, and clients for it. */
final class Served implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final ManualClock clock = new ManualClock();
    final CamKit kit;
    final CamHttp http;
    final HttpClient client = HttpClient.newHttpClient();

    private Served(HttpOptions options, List<Route> routes) {
        kit = CamKit.create(KitOptions.standard().withClock(clock).withOnlyPlugins(List.of(new LoopsProvider())));
        http = CamHttp.on(kit, options);
        http.routes().mount(routes);
        http.start();
    }

    static Served open(Route... routes) {
        return with(HttpOptions.loopback(0), routes);
    }

    static Served with(HttpOptions options, Route... routes) {
        return new Served(options, List.of(routes));
    }

    static Served withTokens(List<Access.Token> tokens, Route... routes) {
        return with(HttpOptions.loopback(0).withAccess(Access.tokens(tokens)), routes);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + http.port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A connection without manners. */
    RawClient raw() {
        return new RawClient(http.port());
    }

    /** Lets time pass in steps of a second; the loops have nothing left to do before and after each. */
    void pass(Duration time) {
        settle();
        Duration left = time;
        while (!left.isZero()) {
            Duration step = left.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : left;
            clock.advance(step);
            settle();
            left = left.minus(step);
        }
    }

    private void settle() {
        kit.service(Loops.class)
                .orElseThrow()
                .group()
                .forEach(loop -> loop.submit(() -> {}).syncUninterruptibly());
    }

    static Optional<String> header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
        kit.close();
    }
}
