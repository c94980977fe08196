package io.camkit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A camera's loudspeaker. One speaks at a time: who wants to takes a {@link Lease} and gives it back.
 *
 * <p><b>Threading.</b> Any thread.
 */
public interface TalkBack {
    /** A lease on which nothing was sent for so long ends by itself. */
    Duration SILENCE = Duration.ofSeconds(10);

    /** What the loudspeaker takes, for example {@link Codec#PCMU} at 8000 Hz with one channel. */
    Track track();

    /** Takes the loudspeaker; empty while somebody else has it, or when the camera is gone. */
    Optional<Lease> acquire();

    /** The right to speak. */
    interface Lease extends AutoCloseable {
        /**
         * Says the next piece. Pieces follow each other without a gap as long as they come in time; after a pause the next one begins
         * anew. What the network cannot take at once is dropped, because late sound is of no use.
         *
         * @param sound encoded as {@link TalkBack#track()} says, usually 20 ms, at most 1200 bytes; from position to limit, neither of
         *     which moves, and copied
         * @return whether the lease still holds; once it does not, it never will again
         */
        boolean send(ByteBuffer sound);

        /** Gives the loudspeaker back. Calling it twice does nothing. */
        @Override
        void close();
    }
}
