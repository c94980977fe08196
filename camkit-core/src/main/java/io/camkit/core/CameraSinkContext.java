package io.camkit.core;

import io.camkit.Camera;
import io.camkit.Clock;
import io.camkit.Feed;
import io.camkit.Metrics;
import io.camkit.Want;
import io.camkit.spi.SinkContext;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What one sink of a camera sees.
 *
 * @param name the sink's name: what its feeds are for
 * @param workers an object of this sink's own, so that its readers never share a turn with those of another sink
 */
record CameraSinkContext(KitParts parts, LiveCamera live, String name, Executor workers) implements SinkContext {
    static CameraSinkContext of(KitParts parts, LiveCamera camera, String name) {
        return new CameraSinkContext(
                parts, camera, name, new SeparateExecutor(parts.threads().workers()));
    }

    @Override
    public Camera camera() {
        return live;
    }

    @Override
    public Feed feed(Want want) {
        return live.feed(want, name);
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
