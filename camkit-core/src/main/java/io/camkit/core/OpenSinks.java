package io.camkit.core;

import io.camkit.SinkSpec;
import io.camkit.spi.Sink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sinks of one camera. One thread opens them; they are closed once. */
final class OpenSinks {
    private static final Logger LOG = LoggerFactory.getLogger(OpenSinks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final KitParts parts;
    private final LiveCamera camera;
    private final List<Open> open = new ArrayList<>();

    private record Open(String name, Sink sink) {}

    OpenSinks(KitParts parts, LiveCamera camera) {
        this.parts = parts;
        this.camera = camera;
    }

    /** @throws io.camkit.CamkitException if the sink cannot work here */
    void open(SinkSpec spec) {
        Sink sink = spec.open();
        open.add(new Open(spec.name(), sink));
        sink.open(CameraSinkContext.of(parts, camera, spec.name()));
    }

    /** Closes all at once and waits a second for them; one that takes longer is named and left behind. */
    void close() {
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (Open each : open) {
            ends.add(CompletableFuture.runAsync(
                    () -> close(each), parts.threads().calls()));
        }
        if (!Ending.within(PATIENCE, CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new)))) {
            for (int i = 0; i < ends.size(); i++) {
                if (!ends.get(i).isDone()) {
                    LOG.error(
                            "CK-1110 camera {}: sink `{}` did not close within {} s and is left behind. Mend: report it to its author",
                            camera.id(),
                            open.get(i).name(),
                            PATIENCE.toSeconds());
                }
            }
        }
    }

    private void close(Open each) {
        try {
            each.sink().close();
        } catch (RuntimeException | Error e) {
            LOG.error("camera {}: sink `{}` failed to close", camera.id(), each.name(), e);
        }
    }
}
