package io.camkit;

import java.util.Map;
import java.util.Optional;

/**
 * One derived feed: somebody is asking for it, did so until a moment ago, or was told lately that it cannot be had.
 *
 * @param key what it makes, in the codec provider's words, for example {@code JPEG 640x360}
 * @param stream the stream it is made from
 * @param state where its codec stands
 * @param subscribers for whom: open subscriptions by purpose, which is a sink's name, {@code snapshot}, or {@code program} for who
 *     asks the {@link Camera} for a feed
 * @param cost what its codecs have cost until now; empty when they cannot tell
 * @param restarts codecs after the first
 * @param error why the last codec ended; empty once frames arrive again
 */
public record FeedStatus(
        String key,
        StreamName stream,
        State state,
        Map<String, Integer> subscribers,
        Optional<Cost> cost,
        long restarts,
        Optional<CamkitException> error) {
    /** Checks and copies. */
    public FeedStatus {
        subscribers = Map.copyOf(subscribers);
    }

    /** Open subscriptions of all purposes. */
    public int viewers() {
        return subscribers.values().stream().mapToInt(Integer::intValue).sum();
    }
}
