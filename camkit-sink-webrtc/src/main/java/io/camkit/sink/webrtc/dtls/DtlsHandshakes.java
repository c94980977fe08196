package io.camkit.sink.webrtc.dtls;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.sink.webrtc.srtp.SrtpProfile;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes sessions with one certificate, and owns the few threads that they share.
 *
 * <p>A handshake holds a thread until it is over, for BouncyCastle waits in it; how many run and wait at once is limited. One thread more
 * serves all sessions that are established, which never waits. Threads that have nothing to do end.
 *
 * <p><b>Threading.</b> Any thread.
 */
public final class DtlsHandshakes implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final DtlsIdentity identity;
    private final Clock clock;
    private final DtlsLimits limits;
    private final ThreadPoolExecutor waiting;
    private final ThreadPoolExecutor prompt;

    /**
     * Starts no thread yet.
     *
     * @param threads makes daemon threads
     */
    public DtlsHandshakes(DtlsIdentity identity, Clock clock, ThreadFactory threads, DtlsLimits limits) {
        this.identity = identity;
        this.clock = clock;
        this.limits = limits;
        this.waiting = pool(limits.threads(), new LinkedBlockingQueue<>(limits.waiting()), threads);
        this.prompt = pool(1, new LinkedBlockingQueue<>(), threads); // a session is in it once at most
    }

    private static ThreadPoolExecutor pool(int size, BlockingQueue<Runnable> queue, ThreadFactory threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(size, size, IDLE_SECONDS, TimeUnit.SECONDS, queue, threads);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** What this end's session descriptions say. */
    public DtlsFingerprint fingerprint() {
        return identity.fingerprint();
    }

    /**
     * Makes a session, which does nothing until it is started.
     *
     * @param peer whose certificate the other end is to have; another one ends the handshake
     */
    public DtlsSession session(DtlsRole role, DtlsFingerprint peer, DtlsOutput output, DtlsListener listener) {
        return session(role, peer, List.of(SrtpProfile.values()), output, listener);
    }

    /** @param acceptable the best first */
    DtlsSession session(
            DtlsRole role,
            DtlsFingerprint peer,
            List<SrtpProfile> acceptable,
            DtlsOutput output,
            DtlsListener listener) {
        var agreement =
                new Agreement(identity, peer, acceptable, (int) limits.resend().toMillis());
        return new DtlsSession(this, role, agreement, new Inbox(role, output), listener);
    }

    /**
     * Makes one handshake in memory, so that the first viewer does not wait for classes to load. It returns at once.
     *
     * @return completes when it is done, or with the reason if it failed
     */
    public CompletionStage<Void> warmUp() {
        return new WarmUp(this).run();
    }

    /** Takes a handshake, which may wait; false if too many wait already, or these are closed. */
    boolean handshake(Runnable task) {
        try {
            waiting.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Whether a handshake had not begun, and will not. */
    boolean withdraw(Runnable task) {
        return waiting.remove(task);
    }

    /** Runs what does not wait; within the call when these are closed. */
    void soon(Runnable task) {
        try {
            prompt.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    Clock.Cancellable inTime(Runnable task) {
        return clock.schedule(limits.deadline(), task);
    }

    CamkitException tooLate() {
        return DtlsFaults.tooLate(limits.deadline());
    }

    /** Why {@link #handshake} took none. */
    DtlsEnd refusal() {
        return areClosed() ? new DtlsEnd.Closed() : new DtlsEnd.Failed(DtlsFaults.busy(limits));
    }

    boolean areClosed() {
        return waiting.isShutdown();
    }

    /** Ends all handshakes at once, and no new ones begin. Sessions that are established are for their owners to close. */
    @Override
    public void close() {
        waiting.shutdownNow().forEach(Runnable::run); // they only notice that they are over
        prompt.shutdown();
    }
}
