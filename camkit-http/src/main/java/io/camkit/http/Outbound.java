package io.camkit.http;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.Executor;

/**
 * Bytes to one viewer for as long as he looks: a streamed body or a WebSocket.
 *
 * <p>It closes by itself when the visitor goes, when the grant is revoked, when its route is unmounted, and when no byte could be sent
 * for ten seconds although some were waiting.
 *
 * <p><b>Threading.</b> {@link #write}, {@link #flush} and {@link #writable} on {@link #loop()} alone; the rest on any thread. Callbacks run on the loop.
 */
public interface Outbound {
    /** The connection's event loop, to be given to {@code Feed.subscribe}. The same object for all connections of one loop. */
    Executor loop();

    /** Whether the transport would take more right now. Bytes that are written all the same wait in memory. */
    boolean writable();

    /** Queues {@code bytes}, which are taken over whatever happens. For a WebSocket: one binary message. */
    void write(ByteBuf bytes);

    /** Sends what is queued. */
    void flush();

    /** Replaces what runs each time the transport is writable again. */
    void onWritable(Runnable task);

    /** Adds what runs once when this is closed, for whatever reason; at once if it already is. */
    void onClose(Runnable task);

    /** Ends it: what is queued is sent first, for a second at most. Calling it twice does nothing. */
    void close();
}
