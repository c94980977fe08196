package io.camkit.spi;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Frame;
import io.camkit.Metrics;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the core gives a source for one attempt.
 *
 * <p><b>Threading.</b> Any thread, except that frames of one source are emitted by one thread at a time.
 */
public interface SourceContext {
    /** The camera's id, for messages and labels. */
    String camera();

    /** Memory for frames. */
    FrameAllocator allocator();

    /** Time. */
    Clock clock();

    /** Jitter and identifiers that need no secrecy. */
    RandomGenerator random();

    /** Counters. */
    Metrics metrics();

    /** A service of the kit, for example event loops. */
    <T> Optional<T> service(Class<T> type);

    /** Runs {@code work}, which may block, on a thread of its own until it returns. */
    void lendThread(Runnable work);

    /** Says how frames come, for pages: {@code RTSP over TCP}. */
    void transport(String description);

    /**
     * Hands a frame over, whatever becomes of it: the caller's share is gone. It is appended to the ring and readers are woken; no
     * plugin's code runs inside. After {@link #ended} it is dropped and counted.
     */
    void emit(Frame frame);

    /** The attempt is over. The first call counts, later ones do nothing. */
    void ended(CamkitException why);
}
