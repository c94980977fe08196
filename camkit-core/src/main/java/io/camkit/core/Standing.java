package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.State;
import io.camkit.spi.Nullable;
import java.time.Instant;

/**
 * Where a supervised source stands, as others see it.
 *
 * @param since as {@code StreamStatus} defines it
 * @param retryAtNanos when the next attempt is due; only in BACKING_OFF
 * @param error why the last attempt ended; null once frames arrive again
 * @param attempts how many were made
 */
record Standing(
        State state,
        Instant since,
        long retryAtNanos,
        @Nullable CamkitException error,
        long attempts) {}
