package io.camkit.spi;

import io.camkit.Feed;

/**
 * A way to make one feed from another.
 *
 * @param key names the result, for example {@code JPEG 640x360 5 fps}. Wants whose derivations have equal keys share one feed
 * @param maker starts the work
 */
public record Derivation(String key, Maker maker) {
    /** Starts the work. */
    @FunctionalInterface
    public interface Maker {
        /**
         * A source that subscribes to {@code input} while it runs and emits what it makes. It is started with the first subscriber,
         * watched and restarted like any source, and stopped five seconds after the last subscriber left.
         */
        Source open(Feed input);
    }
}
