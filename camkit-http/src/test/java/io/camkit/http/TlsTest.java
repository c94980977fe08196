package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.net.TlsFiles;
import io.camkit.spi.Nullable;
import io.camkit.testkit.SelfSigned;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket.Listener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS) // keys take long to make
class TlsTest {
    private static final int FRAME = 300_000;

    @TempDir
    Path dir;

    private SelfSigned pair;
    private SSLContext trusting;

    @BeforeAll
    void aCertificateThatTheClientTrusts(@TempDir Path folder) throws Exception {
        pair = SelfSigned.in(folder, "EC");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("it", pair.certificate());
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, factory.getTrustManagers(), null);
    }

    private Served served(Route... routes) {
        var files = new TlsFiles(pair.certificateFile(), pair.keyFile());
        return Served.with(HttpOptions.loopback(0).withTls(files), routes);
    }

    private HttpClient client() {
        return HttpClient.newBuilder().sslContext(trusting).build();
    }

    private static HttpRequest get(Served served, String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + served.http.port() + path))
                .timeout(Served.PATIENCE)
                .build();
    }

    @Test
    void requestsAndFilesAreServedEncrypted() throws Exception {
        byte[] large = new byte[2_000_000];
        new java.util.SplittableRandom(1).nextBytes(large);
        Files.write(dir.resolve("large.mp4"), large);
        try (Served served = served(StaticFiles.folder("/{path...}", dir))) {
            assertEquals(
                    200,
                    client().send(get(served, "/health"), BodyHandlers.ofString())
                            .statusCode());
            assertArrayEquals(
                    large,
                    client().send(get(served, "/large.mp4"), BodyHandlers.ofByteArray())
                            .body());
        }
    }

    @Test
    void http11IsTheOnlyProtocolOffered() throws Exception {
        try (Served served = served();
                SSLSocket socket =
                        (SSLSocket) trusting.getSocketFactory().createSocket("localhost", served.http.port())) {
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();

            assertEquals("http/1.1", socket.getApplicationProtocol());
        }
    }

    @Test
    void aStreamGoesOnWhenAStalledViewerReadsAgain() throws Exception {
        BlockingQueue<Outbound> streams = new LinkedBlockingQueue<>();
        try (Served served = served(
                        Route.get("/stream", Action.VIEW, exchange -> streams.add(exchange.stream(200, Map.of()))));
                SSLSocket socket =
                        (SSLSocket) trusting.getSocketFactory().createSocket("localhost", served.http.port())) {
            socket.getOutputStream().write(Served.bytes("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            Outbound stream = streams.poll(20, TimeUnit.SECONDS);
            var room = new CompletableFuture<Boolean>();
            stream.onWritable(() -> room.complete(stream.writable()));
            int frames = CompletableFuture.supplyAsync(() -> untilFull(stream), stream.loop())
                    .get(20, TimeUnit.SECONDS);

            socket.getInputStream().readNBytes(frames * FRAME);

            assertTrue(room.get(20, TimeUnit.SECONDS));
        }
    }

    private static int untilFull(Outbound stream) {
        int frames = 0;
        while (stream.writable()) {
            stream.write(Unpooled.directBuffer(FRAME).writeZero(FRAME));
            stream.flush();
            frames++;
        }
        return frames;
    }

    @Test
    void aWebSocketIsServedEncrypted() throws Exception {
        try (Served served = served(Route.webSocket("/live", Action.VIEW, socket -> {
            socket.text("hello");
            return new WebSocketListener() {};
        }))) {
            var heard = new CompletableFuture<String>();
            client().newWebSocketBuilder()
                    .buildAsync(URI.create("wss://localhost:" + served.http.port() + "/live"), new Listener() {
                        @Override
                        public java.util.concurrent.@Nullable CompletionStage<?> onText(
                                java.net.http.WebSocket socket, CharSequence text, boolean last) {
                            heard.complete(text.toString());
                            return null;
                        }
                    })
                    .join();

            assertEquals("hello", heard.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aHandshakeThatDoesNotComeIsNotWaitedFor() throws Exception {
        try (Served served = served();
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), served.http.port())) {
            silent.setSoTimeout(20_000);
            client().send(get(served, "/health"), BodyHandlers.ofString());
            served.pass(Duration.ofSeconds(11));

            assertEquals(-1, silent.getInputStream().read());
        }
    }
}
