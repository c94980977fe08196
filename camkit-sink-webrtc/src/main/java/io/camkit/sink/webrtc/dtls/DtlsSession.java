package io.camkit.sink.webrtc.dtls;

import io.camkit.CamkitException;
import io.camkit.Clock.Cancellable;
import io.camkit.spi.Nullable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/**
 * DTLS of one peer connection: a handshake that yields keys, and then nothing but the other end's good-bye.
 *
 * <p>The caller tells datagrams of DTLS from others (RFC 7983) and hands them over. A server takes a thread when the first one comes, a
 * client when it is started; both give it back when the handshake is over.
 *
 * <p><b>Threading.</b> Any thread; no call waits.
 */
public final class DtlsSession implements AutoCloseable {
    private enum Phase {
        NEW,
        WAITING,
        HANDSHAKE,
        ESTABLISHED,
        ENDING,
        ENDED
    }

    private final DtlsHandshakes handshakes;
    private final DtlsRole role;
    private final Agreement agreement;
    private final Inbox inbox;
    private final DtlsListener listener;
    private final Runnable handshake = this::handshake;
    private final Runnable reading = this::readSome;
    private final byte[] scratch = new byte[Inbox.RECEIVE_LIMIT];
    private final Object lock = new Object();
    private Phase phase = Phase.NEW;
    private boolean busy;
    private volatile @Nullable DtlsEnd ending;
    private @Nullable Cancellable alarm;
    private @Nullable DTLSTransport transport;

    DtlsSession(DtlsHandshakes handshakes, DtlsRole role, Agreement agreement, Inbox inbox, DtlsListener listener) {
        this.handshakes = handshakes;
        this.role = role;
        this.agreement = agreement;
        this.inbox = inbox;
        this.listener = listener;
    }

    /**
     * Begins when there is a way to the other end. From here on there is a deadline, for a server, too. Calling it twice, or after
     * {@link #close}, does nothing.
     */
    public void start() {
        synchronized (lock) {
            if (phase != Phase.NEW) {
                return;
            }
            phase = Phase.WAITING;
            alarm = handshakes.inTime(this::tooLate);
        }
        if (role == DtlsRole.CLIENT || !inbox.isEmpty()) {
            begin();
        }
    }

    /**
     * Takes a datagram from the other end; before {@link #start}, too. What is no DTLS is ignored, and a session that is established
     * ignores whatever is not authentic.
     *
     * @param datagram from position to limit, neither of which moves; copied
     */
    public void record(ByteBuffer datagram) {
        if (inbox.offer(datagram)) {
            begin();
            read();
        }
    }

    /** Who begins, this end or the other. */
    public DtlsRole role() {
        return role;
    }

    /** Datagrams that were dropped because too many waited, or because they were too long. */
    public long dropped() {
        return inbox.dropped();
    }

    /** Tells the other end, if there was a handshake, and ends. Calling it twice does nothing. */
    @Override
    public void close() {
        stop(new DtlsEnd.Closed(), true);
    }

    private void tooLate() {
        stop(new DtlsEnd.Failed(handshakes.tooLate()), false);
    }

    private void begin() {
        synchronized (lock) {
            if (phase != Phase.WAITING) {
                return;
            }
            phase = Phase.HANDSHAKE;
            if (handshakes.handshake(handshake)) {
                return;
            }
            ending = handshakes.refusal();
        }
        handshakes.soon(this::endAsDecided);
    }

    /** Has what waits read, or the end noticed, by one thread at a time. */
    private void read() {
        synchronized (lock) {
            if (phase != Phase.ESTABLISHED || busy) {
                return;
            }
            busy = true;
        }
        handshakes.soon(reading);
    }

    private void stop(DtlsEnd why, boolean established) {
        synchronized (lock) {
            boolean over = phase == Phase.ENDING || phase == Phase.ENDED;
            if (over || ending != null || (phase == Phase.ESTABLISHED && !established)) {
                return;
            }
            ending = why;
            inbox.cancel();
            if (phase == Phase.NEW || phase == Phase.WAITING || handshakes.withdraw(handshake)) {
                phase = Phase.ENDING;
            }
        }
        if (isEnding()) {
            handshakes.soon(this::endAsDecided);
        } else {
            read();
        }
    }

    private boolean isEnding() {
        synchronized (lock) {
            return phase == Phase.ENDING;
        }
    }

    private void handshake() {
        if (ending != null || handshakes.areClosed()) {
            endAsDecided();
            return;
        }
        DTLSTransport made;
        try {
            made = role == DtlsRole.CLIENT
                    ? new DTLSClientProtocol().connect(new HandshakeClient(agreement), inbox)
                    : new DTLSServerProtocol().accept(new HandshakeServer(agreement), inbox);
        } catch (IOException | RuntimeException e) {
            end(reason(e));
            return;
        }
        inbox.stopWaiting();
        synchronized (lock) {
            transport = made;
            phase = Phase.ESTABLISHED;
            busy = true;
            disarm();
        }
        if (ending == null) {
            listener.established(agreement.keys());
        }
        handshakes.soon(reading);
    }

    /** Hands what waits to BouncyCastle, which answers itself; not all at once, for the sessions share a thread. */
    private void readSome() {
        DTLSTransport established = Objects.requireNonNull(transport);
        try {
            for (int i = 0; i < Inbox.MOST && !isOver(); i++) {
                established.receive(
                        scratch, 0, scratch.length, 1); // without waiting: the inbox throws when it is empty
            }
            if (isOver()) {
                established.close();
                end(agreement.left() ? new DtlsEnd.Left() : decided());
                return;
            }
        } catch (Inbox.Empty e) {
            if (!isOver() && isIdle()) {
                return;
            }
        } catch (IOException | RuntimeException e) {
            end(reason(e));
            return;
        }
        handshakes.soon(reading);
    }

    private boolean isOver() {
        return ending != null || agreement.left();
    }

    private boolean isIdle() {
        synchronized (lock) {
            busy = !inbox.isEmpty() || ending != null;
            return !busy;
        }
    }

    private DtlsEnd reason(Exception e) {
        CamkitException refusal = agreement.refusal();
        if (ending != null) {
            return decided();
        } else if (agreement.left()) {
            return new DtlsEnd.Left();
        } else if (refusal != null) {
            return new DtlsEnd.Failed(refusal);
        } else if (e instanceof TlsFatalAlertReceived received) {
            return new DtlsEnd.Failed(DtlsFaults.broken(AlertDescription.getText(received.getAlertDescription()), e));
        } else if (e instanceof TlsFatalAlert alert && alert.getAlertDescription() == AlertDescription.user_canceled) {
            return new DtlsEnd.Closed();
        }
        return new DtlsEnd.Failed(DtlsFaults.refused(String.valueOf(e.getMessage()), e));
    }

    private void endAsDecided() {
        end(decided());
    }

    private DtlsEnd decided() {
        DtlsEnd decided = ending;
        return decided == null ? new DtlsEnd.Closed() : decided;
    }

    private void end(DtlsEnd how) {
        synchronized (lock) {
            if (phase == Phase.ENDED) {
                return;
            }
            phase = Phase.ENDED;
            disarm();
        }
        listener.ended(how);
    }

    private void disarm() {
        if (alarm != null) {
            alarm.cancel();
        }
    }
}
