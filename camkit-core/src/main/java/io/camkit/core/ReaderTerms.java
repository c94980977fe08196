package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.From;
import io.camkit.Track;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * On which terms somebody reads.
 *
 * @param purpose what it reads for, as {@code FeedStatus} tells it; empty for what is part of the core or made by it, and no reader of its
 *     own account: processors, and codecs, whose own readers count
 * @param kind what it is about: a reader of pictures begins with a key frame, and ends when they are no longer acceptable
 * @param from where it begins and how far behind it may fall
 * @param executor runs the reader
 * @param maxFrameRate frames a second; 0 for all
 * @param acceptable which tracks it can use
 * @param refusal what it is told when what it is about is no longer acceptable
 */
record ReaderTerms(
        String purpose,
        Codec.Kind kind,
        From from,
        Executor executor,
        double maxFrameRate,
        Predicate<Track> acceptable,
        Function<Track, CamkitException> refusal) {

    /** Whether it counts among those who asked for the stream. */
    boolean counts() {
        return !purpose.isEmpty();
    }

    boolean accepts(Track track) {
        return acceptable.test(track);
    }

    /** Whether this frame tells it something by itself. */
    boolean canBeginWith(FrameHeader header) {
        return kind == Codec.Kind.VIDEO
                ? Ring.startsGroup(header)
                : header.track().kind() == Codec.Kind.AUDIO;
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
