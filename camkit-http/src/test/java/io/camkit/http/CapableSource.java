package io.camkit.http;

import io.camkit.CamkitException;
import io.camkit.SourceSpec;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A source without frames that can do one thing.
 *
 * @param type of the capability
 * @param capability what it does
 */
record CapableSource<T>(Class<T> type, T capability) implements SourceSpec {
    /** Starts a camera of it, and waits until it can be asked. */
    static <T> void start(Served served, String id, Class<T> type, T capability) {
        served.kit.camera(id).from(new CapableSource<>(type, capability)).start();
        served.clock.runPending();
        // the source is started on a thread of the kit
        for (int i = 0;
                i < 1000 && served.kit.find(id).orElseThrow().capability(type).isEmpty();
                i++) {
            served.get("/health");
        }
    }

    @Override
    public String describe() {
        return "capable:";
    }

    @Override
    public Source open() {
        return new Source() {
            private final CompletableFuture<SourceContext> started = new CompletableFuture<>();

            @Override
            public void start(SourceContext context) {
                started.complete(context);
            }

            @Override
            public void stop() {
                started.join()
                        .ended(new CamkitException(
                                "CK-1302", "stopped", "", "nothing to do", CamkitException.Retry.RETRY));
            }

            @Override
            public <C> Optional<C> capability(Class<C> wanted) {
                return wanted == type ? Optional.of(wanted.cast(capability)) : Optional.empty();
            }
        };
    }
}
