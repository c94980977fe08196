package io.camkit.codec.javacv;

import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * FFmpeg reading an input in this JVM, on a thread of its own. FFmpeg looks ten times a second whether it is to give up: nobody waits for
 * that, for once the reading is abandoned, nothing more is heard of it.
 */
final class InlineReading implements Reading {
    private final Reading demuxer;
    private final Runnable onOpened;
    private final SourceContext context;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    /** @param onOpened told when the input is open */
    InlineReading(Reading demuxer, Runnable onOpened, SourceContext context) {
        this.demuxer = demuxer;
        this.onOpened = onOpened;
        this.context = context;
    }

    @Override
    public void run(InputListener listener) throws InputFailure, InterruptedException {
        Gate gate = new Gate(listener, onOpened);
        context.lendThread(() -> demux(gate));
        try {
            over.get();
        } catch (ExecutionException e) {
            throw asItWas(e.getCause());
        } finally {
            gate.close();
            demuxer.abandon();
        }
    }

    private void demux(Gate gate) {
        try {
            demuxer.run(gate);
            over.complete(null);
        } catch (InputFailure | InterruptedException | RuntimeException | Error e) {
            over.completeExceptionally(e);
        }
    }

    private static RuntimeException asItWas(@Nullable Throwable thrown) throws InputFailure, InterruptedException {
        if (thrown instanceof InputFailure failure) {
            throw failure;
        }
        if (thrown instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException exception ? exception : new IllegalStateException(thrown);
    }

    @Override
    public void next() {
        demuxer.next();
    }

    @Override
    public void cancel() {
        demuxer.cancel();
    }

    @Override
    public void abandon() {
        demuxer.abandon();
        over.completeExceptionally(new InterruptedException());
    }

    /** Passes on what the demuxer says until it is closed, which waits for the call that is under way. */
    private static final class Gate implements InputListener {
        private final InputListener listener;
        private final Runnable onOpened;
        private boolean closed;

        Gate(InputListener listener, Runnable onOpened) {
            this.listener = listener;
            this.onOpened = onOpened;
        }

        synchronized void close() {
            closed = true;
        }

        @Override
        public synchronized void opened(boolean complete) {
            if (!closed) {
                onOpened.run();
                listener.opened(complete);
            }
        }

        @Override
        public synchronized void stream(StreamFormat format) {
            if (!closed) {
                listener.stream(format);
            }
        }

        @Override
        public synchronized void ignored(String what) {
            if (!closed) {
                listener.ignored(what);
            }
        }

        @Override
        public synchronized void packet(int stream, long pts, long dts, ByteBuffer bytes) {
            if (!closed) {
                listener.packet(stream, pts, dts, bytes);
            }
        }

        @Override
        public synchronized void restarted() {
            if (!closed) {
                listener.restarted();
            }
        }
    }
}
