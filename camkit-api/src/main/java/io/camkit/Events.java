package io.camkit;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What happened, for programs and pages.
 *
 * <p><b>Threading.</b> Any thread; a listener runs on its executor, one event at a time, in order.
 */
public interface Events {
    /**
     * Follows what happens from now on. A listener that is more than 1000 events behind loses the oldest, which is logged with their
     * number.
     */
    Registration listen(Executor executor, Consumer<Event> listener);

    /** The newest events, oldest first, at most 1000. */
    List<Event> recent();

    /** A listener's place. */
    interface Registration extends AutoCloseable {
        /** The listener is not called again once this returns, unless the caller is the listener itself. */
        @Override
        void close();
    }
}
