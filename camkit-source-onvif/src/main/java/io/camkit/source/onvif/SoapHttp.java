package io.camkit.source.onvif;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP client that all ONVIF devices of one kit share. It goes nowhere but where it is told: no proxy, no redirects. */
final class SoapHttp implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "camkit-onvif");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT)
            .executor(workers)
            .build();

    HttpClient client() {
        return client;
    }

    /** Java 17 has no way to end the client's one other thread; it ends with the client, which nobody refers to any more. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
