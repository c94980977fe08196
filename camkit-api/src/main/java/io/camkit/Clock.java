package io.camkit;

import java.time.Duration;
import java.time.Instant;

/**
 * Time and the only way to wait for it. The system's by default; a test gives the kit one that it turns by hand.
 *
 * <p><b>Threading.</b> Any thread. Scheduled tasks run on a thread of the clock's own and must return at once; longer work moves to an
 * executor.
 */
public interface Clock {
    /** Nanoseconds that only rise, from an arbitrary zero. Durations come from here. */
    long nanos();

    /** Wall time, for names, indexes and people. It may jump. */
    Instant now();

    /** The wall time that belongs to a moment of {@link #nanos()}, as the wall stands now. */
    default Instant wallAt(long nanos) {
        return now().plusNanos(nanos - nanos());
    }

    /** Runs {@code task} once after {@code delay}, not before. */
    Cancellable schedule(Duration delay, Runnable task);

    /** Something that was scheduled. */
    interface Cancellable {
        /** The task will not start any more; one that is running runs on. Calling it twice does nothing. */
        void cancel();
    }
}
