package io.camkit.sink.hls;

import io.camkit.spi.Nullable;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A viewer over a WebSocket, which reads on only when it is told to. */
final class LiveClient implements WebSocket.Listener, AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final WebSocket socket;

    /** What the server said. */
    sealed interface Message permits Text, Binary, Closed {}

    record Text(String text) implements Message {}

    static final class Binary implements Message {
        private final byte[] bytes;

        private Binary(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }

        /** The type of its box number {@code index}. */
        String box(int index) {
            ByteBuffer boxes = ByteBuffer.wrap(bytes);
            for (int i = 0; i < index; i++) {
                boxes.position(boxes.position() + boxes.getInt(boxes.position()));
            }
            return new String(bytes, boxes.position() + 4, 4, StandardCharsets.US_ASCII);
        }

        /** Whether its sample says that it depends on no other. */
        boolean keyFrame() {
            return bytes[SAMPLE_FLAGS] == 2;
        }
    }

    record Closed(int status, String reason) implements Message {}

    private static final int SAMPLE_FLAGS = 96;

    private LiveClient(URI address, Map<String, String> headers) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        headers.forEach(builder::header);
        socket = builder.buildAsync(address, this).join();
    }

    static LiveClient watch(int port, String camera) {
        return watch(port, camera, Map.of());
    }

    static LiveClient watch(int port, String camera, Map<String, String> headers) {
        return new LiveClient(URI.create("ws://127.0.0.1:" + port + "/cameras/" + camera + "/live"), headers);
    }

    /** The next message; reads on until there is one. */
    Message next() throws InterruptedException {
        Message ready = messages.poll();
        if (ready != null) {
            return ready;
        }
        socket.request(1);
        Message message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message within " + PATIENCE_SECONDS + " s");
        }
        return message;
    }

    String nextText() throws InterruptedException {
        return ((Text) next()).text();
    }

    Binary nextBinary() throws InterruptedException {
        return (Binary) next();
    }

    @Override
    public void onOpen(WebSocket opened) {
        // nothing is asked for yet
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            messages.add(new Text(text.toString()));
            text.setLength(0);
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        binary.writeBytes(bytes);
        if (last) {
            messages.add(new Binary(binary.toByteArray()));
            binary.reset();
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        messages.add(new Closed(status, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        messages.add(new Closed(-1, String.valueOf(failure)));
    }

    @Override
    public void close() {
        socket.abort();
    }
}
