package io.camkit.server;

import io.camkit.CamKit;
import io.camkit.Event;
import io.camkit.State;
import io.camkit.server.config.ConfigReader;
import io.camkit.server.config.Installed;
import io.camkit.server.config.InvalidConfiguration;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.TestKits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A cam server in this JVM, on a free port, as a test's HTTP client sees it. */
final class RunningServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Path NO_ENV_FILE = Path.of("no-such.env");
    private static final Path NO_DATA = Path.of("no-such-data");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final CamKit kit;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final ConfigReader reader;
    private final CamServer server;

    private RunningServer(CamKit kit, Source source) throws InvalidConfiguration, IOException {
        this.kit = kit;
        kit.events().listen(Runnable::run, events::add);
        reader = new ConfigReader(Map.of("listen.port", "0"), Map.of(), NO_ENV_FILE, Installed.in(kit));
        try {
            server = source.start(kit, reader);
        } catch (InvalidConfiguration | IOException | RuntimeException e) {
            kit.close();
            throw e;
        }
    }

    private interface Source {
        CamServer start(CamKit kit, ConfigReader reader) throws InvalidConfiguration, IOException;
    }

    static RunningServer with(FrameLeaks leaks, String yaml) throws InvalidConfiguration, IOException {
        return with(leaks, yaml, NO_DATA);
    }

    /** One that keeps in this folder what it is given. */
    static RunningServer with(FrameLeaks leaks, String yaml, Path data) throws InvalidConfiguration, IOException {
        return new RunningServer(
                CamKit.create(TestKits.real(leaks)),
                (kit, reader) -> CamServer.start(kit, reader.read("camkit.yaml", yaml), data));
    }

    /** One that follows its file, as the program does. */
    static RunningServer of(FrameLeaks leaks, Path file) throws InvalidConfiguration, IOException {
        return new RunningServer(CamKit.create(TestKits.real(leaks)), (kit, reader) -> {
            CamServer server = CamServer.start(kit, reader.read(file), NO_DATA);
            server.follow(file, NO_ENV_FILE, reader);
            return server;
        });
    }

    /** What happens after an edit of the file. */
    void readAgain(Path file) {
        server.readAgain(file, reader);
    }

    /** Waits until this camera enters this state. */
    void await(String camera, State state) throws InterruptedException {
        while (!awaitAny(state).equals(camera)) {
            // another camera's turn
        }
    }

    /** Waits until one more camera enters this state, and says which. */
    String awaitAny(State state) throws InterruptedException {
        for (; ; ) {
            Event event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no camera was " + state);
            }
            if (event instanceof Event.StateChanged change && change.to() == state) {
                return change.camera();
            }
        }
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers), BodyHandlers.ofString());
    }

    /** Sends JSON. */
    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.address()).resolve(path))
                .method(method, BodyPublishers.ofString(body))
                .timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends JSON; the answer is read while it comes. */
    HttpResponse<InputStream> open(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server.address()).resolve(path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofInputStream());
    }

    /** Opens a WebSocket. */
    WebSocket socket(String path, WebSocket.Listener listener) {
        URI address = URI.create(server.address().replaceFirst("http", "ws")).resolve(path);
        return client.newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(address, listener)
                .join();
    }

    HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
        return client.send(request(path), BodyHandlers.ofByteArray());
    }

    /** An answer whose body is read while it comes. */
    HttpResponse<InputStream> stream(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers), BodyHandlers.ofInputStream());
    }

    private HttpRequest request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.address()).resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    @Override
    public void close() {
        server.close();
        kit.close();
    }
}
