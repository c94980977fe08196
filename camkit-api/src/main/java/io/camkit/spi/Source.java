package io.camkit.spi;

import java.util.Optional;

/**
 * One attempt to receive frames. The core makes a new one for every attempt, decides when to try again, and watches that frames come;
 * a source just connects, emits, and says when it is over.
 *
 * <p>Each attempt emits frames of tracks of its own: a new track tells readers that time stamps begin anew.
 *
 * <p><b>Threading.</b> {@link #start} and {@link #stop} may come from different threads, never before start has returned. After {@code
 * start}, the source works on threads of its own or of a service.
 */
public interface Source {
    /**
     * Begins and returns at once. Later there is exactly one {@link SourceContext#ended}, whatever happens, also after {@link #stop}.
     * An exception from here counts as that end.
     */
    void start(SourceContext context);

    /**
     * Ends the attempt and returns at once: releases sockets, children and frames, then reports {@link SourceContext#ended}. Calling it
     * twice does nothing.
     */
    void stop();

    /** Something this source can do besides sending frames; empty when it cannot. */
    default <T> Optional<T> capability(Class<T> type) {
        return Optional.empty();
    }
}
