package io.camkit.sink.webrtc.dtls;

import io.camkit.spi.Nullable;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.TlsFatalAlert;

/**
 * The datagrams of one session, as BouncyCastle wants to read and write them. At most {@value #MOST} wait to be read; more are dropped,
 * as a network would.
 *
 * <p>During a handshake reading waits. Afterwards nobody waits: reading ends with {@link Empty}, which BouncyCastle passes on.
 *
 * <p><b>Threading.</b> Reading and writing by one thread, the rest by any.
 */
final class Inbox implements DatagramTransport {
    static final int RECEIVE_LIMIT = 1500;
    static final int SEND_LIMIT = 1200;
    static final int MOST = 32;
    private static final byte[] WAKE_UP = {};

    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST);
    private final AtomicLong dropped = new AtomicLong();
    private final @Nullable Fragments order;
    private final DtlsOutput output;
    private volatile boolean cancelled;
    private volatile boolean patient = true;

    /** Nothing waits to be read. */
    static final class Empty extends InterruptedIOException {
        private static final long serialVersionUID = 1L;
    }

    Inbox(DtlsRole role, DtlsOutput output) {
        this.order = role == DtlsRole.SERVER ? new Fragments() : null;
        this.output = output;
    }

    /** Takes a copy of a datagram; false if it is dropped. */
    boolean offer(ByteBuffer datagram) {
        boolean taken = false;
        if (datagram.remaining() <= RECEIVE_LIMIT) {
            byte[] bytes = new byte[datagram.remaining()];
            datagram.get(datagram.position(), bytes);
            taken = Fragments.areBounded(bytes) && waiting.offer(bytes);
        }
        if (!taken) {
            dropped.incrementAndGet();
        }
        return taken;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    long dropped() {
        return dropped.get();
    }

    /** From here on reading does not wait. */
    void stopWaiting() {
        patient = false;
    }

    /** Ends the handshake that is reading, or will be. */
    void cancel() {
        cancelled = true;
        waiting.offer(WAKE_UP); // if it is full, nobody waits
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
        return SEND_LIMIT;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws Empty, TlsFatalAlert {
        byte[] datagram = next(waitMillis);
        if (datagram.length > length) {
            return -1;
        }
        int read = order == null ? datagram.length : order.inOrder(datagram);
        System.arraycopy(datagram, 0, buffer, offset, read);
        return read > 0 ? read : -1;
    }

    private byte[] next(int waitMillis) throws Empty, TlsFatalAlert {
        if (!patient) {
            byte[] datagram = waiting.poll();
            if (datagram == null) {
                throw new Empty();
            }
            return datagram;
        }
        try {
            byte[] datagram = cancelled ? null : waiting.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
            if (cancelled) {
                throw new TlsFatalAlert(AlertDescription.user_canceled);
            }
            return datagram == null ? WAKE_UP : datagram;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TlsFatalAlert(AlertDescription.user_canceled, e);
        }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        output.send(ByteBuffer.allocate(length).put(buffer, offset, length).flip());
    }

    /** BouncyCastle's way to say that it will not read on. */
    @Override
    public void close() {}
}
