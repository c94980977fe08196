package io.camkit.spi;

import io.camkit.Camera;
import io.camkit.Clock;
import io.camkit.Feed;
import io.camkit.Metrics;
import io.camkit.Want;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What the core gives a sink.
 *
 * <p><b>Threading.</b> Any thread.
 */
public interface SinkContext {
    /** The camera this sink serves. */
    Camera camera();

    /** As {@link Camera#feed}. */
    default Feed feed(Want want) {
        return camera().feed(want);
    }

    /** Time. */
    Clock clock();

    /** Counters. */
    Metrics metrics();

    /** The kit's workers, for work that does not block for long. */
    Executor workers();

    /** A service of the kit, for example {@code Routes}. */
    <T> Optional<T> service(Class<T> type);
}
