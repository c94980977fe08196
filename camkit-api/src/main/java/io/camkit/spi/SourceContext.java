package io.camkit.spi;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Credentials;
import io.camkit.Frame;
import io.camkit.Metrics;
import io.camkit.SourceSpec;
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

    /**
     * A source of any plugin from its text form, for a source that only finds out where the frames are. Its {@code open()} makes a
     * source that is started with this context in place of the one that asked, which passes {@code stop} on to it.
     *
     * @param fallback credentials for an address that carries none
     * @throws CamkitException {@code CK-1201} if no plugin knows the scheme, or what the plugin finds wrong
     */
    SourceSpec source(String address, Optional<Credentials> fallback);

    /** Runs {@code work}, which may block, on a thread of its own until it returns. */
    void lendThread(Runnable work);

    /** Says how frames come, for pages: {@code RTSP over TCP}. */
    void transport(String description);

    /**
     * Says how far this attempt has come, for whoever tests a connection. A step that does not apply is left out; one that comes again, on
     * a second connection, does no harm.
     */
    default void reached(Step step) {}

    /**
     * Says that nothing can come before somebody else acts, for example a device that calls by itself. Until {@link #transport} says how
     * frames come, their absence is no stall.
     *
     * @param why shown as the stream's error meanwhile
     */
    default void waiting(CamkitException why) {}

    /**
     * Hands a frame over, whatever becomes of it: the caller's share is gone. It is appended to the ring and readers are woken; no
     * plugin's code runs inside. After {@link #ended} it is dropped and counted.
     */
    void emit(Frame frame);

    /**
     * The newest frame is still what there is to see: the camera was asked and says so, or its pictures need one that was lost. That is
     * a sign of life, as a frame is, but nothing new to show: readers hear nothing of it, and the newest frame grows old. Before the
     * first frame it says that pictures come which cannot be shown; an attempt that has shown none after 30 s is ended with CK-1306.
     */
    void unchanged();

    /** The attempt is over. The first call counts, later ones do nothing. */
    void ended(CamkitException why);
}
