package io.camkit.spi;

import io.camkit.Feed;

/**
 * A way to make one feed from another.
 *
 * @param key names the result, for example {@code JPEG 640x360 5 fps}. Wants whose derivations have equal keys share one feed. When the
 *     camera's track changes and the key for the same want with it, the feed ends and its readers are told to ask again
 * @param maker starts the work
 */
public record Derivation(String key, Maker maker) {
    /** Starts the work. */
    @FunctionalInterface
    public interface Maker {
        /**
         * A source that subscribes to {@code input} while it runs and emits what it makes. It is started with the first subscriber,
         * watched and restarted like any source, at once after the first failure, and stopped five seconds after the last subscriber left.
         *
         * <p>What it emits carries the capture time of what it was made from. The capabilities that the core looks for are {@code
         * KeyFrames} (an encoder; the camera is asked as well) and {@link Metered}. A decoder that has input but nothing to show yet says
         * {@link SourceContext#unchanged}.
         */
        Source open(Feed input);
    }
}
