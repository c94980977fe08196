package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.process.ChildJvm;
import io.camkit.process.JavaCommand;
import io.camkit.process.Message;
import io.camkit.process.Messages;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * FFmpeg reading an input in a JVM of its own.
 *
 * <p>The thread that runs it receives; a second one, which is lent too, says what has to be said, for that may have to wait.
 */
final class ChildReading implements Reading {
    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final long MAX_HEAP = 32 << 20;
    private static final long MAX_RESIDENT = 384 << 20;
    private static final int FIRST_CAPACITY = 256 << 10;

    private final InputOrder order;
    private final boolean network;
    private final SourceContext context;
    private final BoundedLog log;
    private final Semaphore toSay = new Semaphore(0);
    private final AtomicInteger asked = new AtomicInteger();
    private boolean cancelled;
    private boolean over;
    private @Nullable Thread starting;
    private @Nullable ChildJvm child;
    private ByteBuffer received = ByteBuffer.allocateDirect(FIRST_CAPACITY);

    /** @param network whether what it reads comes from there */
    ChildReading(InputOrder order, boolean network, SourceContext context) {
        this.order = order;
        this.network = network;
        this.context = context;
        this.log = BoundedLog.ofInput("camera " + context.camera(), context.clock());
    }

    @Override
    public void run(InputListener listener) throws InputFailure, InterruptedException {
        try (ChildJvm started = start()) {
            context.lendThread(() -> talk(started.messages()));
            try {
                receive(started.messages(), listener);
            } catch (IOException e) {
                throw started.cause();
            }
        } finally {
            end();
        }
    }

    private JavaCommand command() {
        List<Path> classPath =
                new ArrayList<>(JavaCommand.classPathOf(InputChild.class, Messages.class, CamkitException.class));
        classPath.addAll(Natives.here().classPath());
        return new JavaCommand(
                classPath, InputChild.class.getName(), JavaCppSettings.arguments(), MAX_HEAP, MAX_RESIDENT, network);
    }

    /** Starts it unless this is cancelled before. */
    private ChildJvm start() throws InterruptedException {
        beginStarting();
        try {
            ChildJvm started = ChildJvm.start(command(), SILENCE, context.clock(), context::lendThread);
            if (!isWanted(started)) {
                started.close(); // its start was over before the interrupt came
                throw new InterruptedException();
            }
            return started;
        } finally {
            endStarting();
        }
    }

    private synchronized void beginStarting() throws InterruptedException {
        if (cancelled) {
            throw new InterruptedException();
        }
        starting = Thread.currentThread();
    }

    private synchronized boolean isWanted(ChildJvm started) {
        starting = null;
        child = started;
        return !cancelled;
    }

    private synchronized void endStarting() {
        starting = null;
        if (cancelled) {
            Thread.interrupted(); // it was meant for the start
        }
    }

    private void talk(Messages messages) {
        ByteBuffer nothing = ByteBuffer.allocateDirect(0);
        try {
            messages.send(InputMessage.OPEN, order.head(), nothing);
            while (!isOver()) {
                toSay.acquire();
                if (asked.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
                    messages.send(InputMessage.NEXT, nothing, nothing);
                } else if (isCancelled()) {
                    messages.send(InputMessage.CANCEL, nothing, nothing);
                    return;
                }
            }
        } catch (IOException e) {
            // who receives learns why
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive(Messages messages, InputListener listener) throws IOException, InputFailure {
        while (true) {
            Message message = messages.receive();
            ByteBuffer head = message.head();
            switch (message.type()) {
                case InputMessage.OPENED -> {
                    log.opened();
                    listener.opened(head.get() != 0);
                }
                case InputMessage.STREAM -> listener.stream(StreamFormat.of(head, payload(message)));
                case InputMessage.IGNORED -> listener.ignored(text(head.position(1)));
                case InputMessage.PACKET ->
                    listener.packet(head.getInt(), head.getLong(), head.getLong(), payload(message));
                case InputMessage.RESTARTED -> listener.restarted();
                case InputMessage.LOG -> log.line(head.get() != 0, LogLine.clean(text(head)));
                case InputMessage.FAILURE -> throw new InputFailure(head.get() != 0, head.getInt(), text(head));
                default -> {
                    return;
                }
            }
        }
    }

    private static String text(ByteBuffer rest) {
        return LogLine.clean(StandardCharsets.UTF_8.decode(rest).toString());
    }

    private ByteBuffer payload(Message message) throws IOException {
        int bytes = message.payloadBytes();
        if (bytes > Demuxer.MAX_BYTES) {
            throw CodecFaults.unintelligible("a packet of " + bytes + " bytes");
        }
        if (bytes > received.capacity()) {
            received = ByteBuffer.allocateDirect(Math.min(Demuxer.MAX_BYTES, Math.max(bytes, 2 * received.capacity())));
        }
        message.readPayload(received.clear().limit(bytes));
        return received.flip();
    }

    @Override
    public void next() {
        asked.incrementAndGet();
        toSay.release();
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        toSay.release();
        if (starting != null) {
            starting.interrupt();
        }
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private synchronized boolean isOver() {
        return over;
    }

    @Override
    public synchronized void abandon() {
        if (child != null && !over) {
            child.end();
        }
    }

    private synchronized void end() {
        over = true;
        toSay.release();
    }
}
