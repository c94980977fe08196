package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.Codec;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Subscription;
import io.camkit.Want;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A channel at a standstill in time, whose readers run in the thread that wakes them. */
final class StressChannel {
    private static final Clock STANDSTILL = new Clock() {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            throw new CamkitException("CK-1301", "time stands still", "", "", CamkitException.Retry.GIVE_UP);
        }
    };
    private static final SkipCounters SKIPS = new SkipCounters(new MetricRegistry(), Map.of());

    private StressChannel() {}

    static Channel make() {
        return new Channel("stress", STANDSTILL, List.of(), SKIPS, () -> {});
    }

    static Subscription read(Channel channel, From from, FrameReader reader) {
        return new PassThroughFeed(channel, Want.of(Codec.H264), "stress").subscribe(from, Runnable::run, reader);
    }
}
