package io.camkit.server.config;

import io.camkit.SinkSpec;
import io.camkit.SourceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One camera of the file.
 *
 * @param id {@code [a-z0-9-]{1,64}}, unique
 * @param source where its frames come from; one that fails at once when the entry cannot be used
 * @param sub its small second stream
 * @param sinks where its frames go
 * @param stallAfter how long it may go without a picture; empty for the kit's own measure
 */
public record CameraConfig(
        String id, SourceSpec source, Optional<SourceSpec> sub, List<SinkSpec> sinks, Optional<Duration> stallAfter) {
    /** Copies. */
    public CameraConfig {
        sinks = List.copyOf(sinks);
    }
}
