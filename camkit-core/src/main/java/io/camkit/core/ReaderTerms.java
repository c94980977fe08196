package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.From;
import io.camkit.Track;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * On which terms somebody reads.
 *
 * @param from where it begins and how far behind it may fall
 * @param executor runs the reader
 * @param maxFrameRate frames a second; 0 for all
 * @param acceptable which tracks it can use
 * @param refusal what it is told when the pictures are no longer acceptable
 */
record ReaderTerms(
        From from,
        Executor executor,
        double maxFrameRate,
        Predicate<Track> acceptable,
        Function<Track, CamkitException> refusal) {

    boolean accepts(Track track) {
        return acceptable.test(track);
    }

    CamkitException unacceptable(Track track) {
        return refusal.apply(track);
    }

    long maxLagNanos() {
        return from.maxLag().toNanos();
    }

    /** What the ring keeps for this reader. */
    long windowNanos() {
        Duration age = from.age();
        Duration lag = from.maxLag();
        return (age.compareTo(lag) > 0 ? age : lag).toNanos();
    }
}
