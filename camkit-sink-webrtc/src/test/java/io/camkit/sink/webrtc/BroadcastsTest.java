package io.camkit.sink.webrtc;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.sink.webrtc.rtp.Broadcast;
import io.camkit.testkit.ManualClock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class BroadcastsTest {
    private static final Want MAIN = Want.of(Codec.H264);
    private static final Want SMALL = MAIN.maxWidth(640);

    private final Broadcasts broadcasts = new Broadcasts(Runnable::run, new ManualClock());

    @Test
    void sessionsWithTheSameWishShareABroadcastBeforeTheyAreConnected() {
        assertSame(broadcasts.take(choice(MAIN)), broadcasts.take(choice(MAIN)));
    }

    @Test
    void anotherWishIsAnotherBroadcast() {
        assertNotSame(broadcasts.take(choice(MAIN)), broadcasts.take(choice(SMALL)));
    }

    @Test
    void theLastSessionForgetsItsBroadcast() {
        Broadcast first = broadcasts.take(choice(MAIN));
        broadcasts.take(choice(MAIN));

        broadcasts.giveBack(first);
        assertSame(first, broadcasts.take(choice(MAIN)));
        broadcasts.giveBack(first);
        broadcasts.giveBack(first);

        assertNotSame(first, broadcasts.take(choice(MAIN)));
    }

    private static Choice choice(Want want) {
        return new Choice(0, want, new Unread(), new RtpFormat(102, "H264", 90_000, 1, Map.of()));
    }

    /** Nobody is connected, so nobody reads. */
    private static final class Unread implements Feed {
        @Override
        public List<Track> tracks() {
            return List.of();
        }

        @Override
        public Subscription subscribe(From from, Executor executor, FrameReader reader) {
            throw new AssertionError("nobody is connected");
        }

        @Override
        public void requestKeyFrame() {
            throw new AssertionError("nobody is connected");
        }
    }
}
