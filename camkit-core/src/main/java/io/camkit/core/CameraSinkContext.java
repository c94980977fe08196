package io.camkit.core;

import io.camkit.Camera;
import io.camkit.Clock;
import io.camkit.Metrics;
import io.camkit.spi.SinkContext;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What one sink of a camera sees.
 *
 * @param workers an object of this sink's own, so that its readers never share a turn with those of another sink
 */
record CameraSinkContext(KitParts parts, Camera camera, Executor workers) implements SinkContext {
    static CameraSinkContext of(KitParts parts, Camera camera) {
        return new CameraSinkContext(
                parts, camera, new SeparateExecutor(parts.threads().workers()));
    }

    @Override
    public Clock clock() {
        return parts.clock();
    }

    @Override
    public Metrics metrics() {
        return parts.metrics();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return parts.services().find(type);
    }
}
