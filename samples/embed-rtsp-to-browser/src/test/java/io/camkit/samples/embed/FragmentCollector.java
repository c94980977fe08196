package io.camkit.samples.embed;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Collects the initialization segment and so many fragments. */
final class FragmentCollector implements WebSocket.Listener {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final StringBuilder description = new StringBuilder();
    private int missing;

    FragmentCollector(int fragments) {
        missing = fragments + 1;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        description.append(data);
        socket.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        bytes.writeBytes(part);
        if (last && --missing == 0) {
            whole.complete(bytes.toByteArray());
        }
        socket.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        whole.completeExceptionally(error);
    }

    byte[] await() throws Exception {
        return whole.get(20, TimeUnit.SECONDS);
    }

    String description() {
        return description.toString();
    }
}
