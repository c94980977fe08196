package io.camkit.process;

import io.camkit.spi.Nullable;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a JVM and its {@link ChildJvm} say to each other: whole messages of a type, a head and a payload, in order, in both directions.
 *
 * <p>A parent's {@link #send} waits while the child has not taken the one before the last, so that one message at most lies in front of a
 * slow child. A child has taken a message once it has read or skipped its payload; the parent learns of it when the child next sends or
 * receives. That is also how a parent knows that its child is alive: one that takes nothing for too long is ended, whether it is stopped,
 * hangs, or just never receives. A parent that has had nothing to say asks its child how it is, eight times a second, and
 * {@link #receive} answers.
 *
 * <p>Every failure is an {@link IOException} and ends the connection: the other side is gone, the thread was interrupted (it still is
 * afterwards), or what came is no message. A parent learns the reason from {@link ChildJvm#cause()}.
 *
 * <p><b>Threading.</b> Any thread sends, one at a time receives. In a parent one thread receives at all times, and it does not wait for another that sends.
 */
public final class Messages implements AutoCloseable {
    /** The longest head. */
    public static final int MAX_HEAD_BYTES = 64 << 10;
    /** The longest payload. */
    public static final int MAX_PAYLOAD_BYTES = 64 << 20;

    private static final int TAKEN = -1;
    private static final int PING = -2;
    private static final int PONG = -3;

    private final SocketChannel channel;
    private final MessageReader reader;
    private final MessageWriter writer;
    private final ReentrantLock sending = new ReentrantLock();
    /** A parent's alone. */
    private final @Nullable Window window;

    private final Executor lent;
    /** A child's alone: whether it has taken a message and not said so. */
    private final AtomicBoolean untold = new AtomicBoolean();

    private @Nullable Message current;
    private volatile @Nullable ProtocolException fault;

    private Messages(SocketChannel channel, @Nullable Window window, Executor lent) {
        this.channel = channel;
        this.reader = new MessageReader(channel);
        this.writer = new MessageWriter(channel);
        this.window = window;
        this.lent = lent;
    }

    /**
     * Connects a child to the parent that has started it. From now on the child has to receive: what takes its time comes before.
     *
     * @param args what {@code main} was given
     */
    public static Messages toParent(String[] args) throws IOException {
        return new Messages(SocketChannel.open(UnixDomainSocketAddress.of(Path.of(args[0]))), null, Runnable::run);
    }

    /** @param lent runs what may have to wait until the child reads */
    static Messages toChild(SocketChannel channel, Window window, Executor lent) {
        return new Messages(channel, window, lent);
    }

    /**
     * Sends a message; waits until it is on its way.
     *
     * @param type what both sides agree on, 0 or more
     * @param head from its position to its limit, both unchanged; at most {@value #MAX_HEAD_BYTES} bytes
     * @param payload likewise, at most {@value #MAX_PAYLOAD_BYTES} bytes; direct, so that nothing is copied on the way
     * @throws IllegalArgumentException if it is longer
     * @throws IOException if the connection ended
     */
    public void send(int type, ByteBuffer head, ByteBuffer payload) throws IOException {
        if (type < 0 || head.remaining() > MAX_HEAD_BYTES || payload.remaining() > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("a message of type " + type + " with a head of " + head.remaining()
                    + " bytes and a payload of " + payload.remaining());
        }
        try {
            sending.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try {
            if (window != null && !window.enter()) {
                throw new ClosedChannelException();
            }
            if (untold.getAndSet(false)) {
                writer.writeAfter(TAKEN, type, head, payload);
            } else {
                writer.write(type, head, payload);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            sending.unlock();
        }
    }

    /** The same as an interrupt that comes while bytes are written. */
    private ClosedByInterruptException interrupted() {
        close();
        Thread.currentThread().interrupt();
        return new ClosedByInterruptException();
    }

    /**
     * Waits for the next message; what was not read of the one before is left out.
     *
     * @throws EOFException if the other side has ended
     * @throws IOException if the connection ended in another way
     */
    public Message receive() throws IOException {
        if (current != null) {
            skipPayload(current);
            current = null;
        }
        tellTaken();
        try {
            while (true) {
                reader.next();
                if (reader.type() >= 0) {
                    return begun();
                }
                answer(reader.type());
            }
        } catch (ProtocolException e) {
            fault = e;
            close();
            throw e;
        }
    }

    private Message begun() throws IOException {
        Message message = new Message(this, reader.type(), reader.head(), reader.payloadBytes());
        current = message;
        takeIfRead();
        return message;
    }

    private void answer(int type) throws IOException {
        if (window != null && type == TAKEN) {
            window.taken();
        } else if (window != null && type == PONG) {
            window.answered();
        } else if (window == null && type == PING) {
            reply(PONG);
        } else {
            throw new ProtocolException("a message of type " + type);
        }
    }

    void readPayload(Message message, ByteBuffer into) throws IOException {
        check(message);
        if (reader.left() > 0) {
            reader.read(into);
            takeIfRead();
        }
    }

    void skipPayload(Message message) throws IOException {
        check(message);
        if (reader.left() > 0) {
            reader.skip();
            takeIfRead();
        }
    }

    private void check(Message message) {
        if (message != current) {
            throw new IllegalStateException("this message is over");
        }
    }

    /** A message that was read to its end is taken: the parent is told with what is sent next, which wakes it up once for both. */
    private void takeIfRead() {
        if (window == null && reader.left() == 0) {
            untold.set(true);
        }
    }

    private void tellTaken() throws IOException {
        if (untold.getAndSet(false)) {
            reply(TAKEN);
        }
    }

    private void reply(int type) throws IOException {
        sending.lock();
        try {
            writer.write(type);
        } finally {
            sending.unlock();
        }
    }

    /** Asks the child for a sign of life unless there was one, or one is due anyhow. Returns at once: one that does not read is waited for elsewhere. */
    void ping() {
        if (window != null && window.needsPing()) {
            lent.execute(this::writePing);
        }
    }

    private void writePing() {
        if (window != null && sending.tryLock()) {
            try {
                if (window.enterPing()) {
                    writer.write(PING);
                }
            } catch (IOException e) {
                // it is over; who receives learns of it
            } finally {
                sending.unlock();
            }
        }
    }

    /** What came that was no message; null if that did not happen. */
    @Nullable
    ProtocolException fault() {
        return fault;
    }

    /** Ends the connection, and the wait of whoever waits. */
    @Override
    public void close() {
        if (window != null) {
            window.close();
        }
        try {
            channel.close();
        } catch (IOException e) {
            // it is closed
        }
    }
}
