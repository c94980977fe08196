package io.camkit.source.esp32;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of {@code /ingest/{cam}} that says what a test says, and writes down what it hears. */
final class HandClient implements WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    private HandClient(int port, String camera, String... headers) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/ingest/" + camera), this)
                .join();
    }

    static HandClient at(Ingest ingest, String camera, String... headers) {
        return new HandClient(ingest.http.port(), camera, headers);
    }

    HandClient text(String message) {
        socket.sendText(message, true).join();
        return this;
    }

    HandClient login(String proof) {
        return text("{\"type\":\"login\",\"proof\":\"" + proof + "\"}");
    }

    HandClient binary(byte[] message) {
        socket.sendBinary(ByteBuffer.wrap(message), true).join();
        return this;
    }

    /** Sends without waiting until it is sent. */
    void tooMuch(byte[] message) {
        socket.sendBinary(ByteBuffer.wrap(message), true);
    }

    /** The nonce of the challenge that comes next. */
    String nonce() {
        String challenge = next();
        return challenge.replaceAll(".*\"nonce\":\"([0-9a-f]{64})\".*", "$1");
    }

    /** What comes next: a text, or {@code close} with its status and reason. */
    String next() {
        try {
            String one = heard.poll(20, TimeUnit.SECONDS);
            return one == null ? "nothing" : one;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        heard.add(text.toString());
        return WebSocket.Listener.super.onText(from, text, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        heard.add("close " + status + " " + reason);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        heard.add("error " + error);
    }
}
