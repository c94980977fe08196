package io.camkit.core;

import io.camkit.Cost;
import io.camkit.spi.Nullable;
import java.time.Duration;
import java.util.Optional;

/**
 * Adds up what the sources of one feed cost, one after the other.
 *
 * <p><b>Threading.</b> Any thread.
 */
final class CostMeter {
    private Duration ended = Duration.ZERO;
    private @Nullable Cost running;
    private boolean known;

    /** @param now what the running source has cost; empty when none runs or it cannot tell */
    synchronized void note(Optional<Cost> now) {
        Cost before = running;
        Cost after = now.orElse(null);
        if (before != null && (after == null || after.cpuTime().compareTo(before.cpuTime()) < 0)) {
            ended = ended.plus(before.cpuTime());
        }
        running = after;
        known |= after != null;
    }

    /** Empty when none could tell. */
    synchronized Optional<Cost> total() {
        Cost now = running;
        if (!known) {
            return Optional.empty();
        }
        return Optional.of(now == null ? new Cost(ended, 0) : new Cost(ended.plus(now.cpuTime()), now.residentBytes()));
    }
}
