package io.camkit.sink.webrtc;

import io.camkit.Clock;
import io.camkit.Feed;
import io.camkit.Want;
import io.camkit.sink.webrtc.rtp.Broadcast;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;

/**
 * What of one camera is broadcast right now: viewers with the same wish share it.
 *
 * <p><b>Threading.</b> The event loop.
 */
final class Broadcasts {
    private final EventLoop loop;
    private final Clock clock;
    private final Map<Want, Broadcast> running = new HashMap<>();

    Broadcasts(EventLoop loop, Clock clock) {
        this.loop = loop;
        this.clock = clock;
    }

    /** The broadcast of a choice; those that nobody watches any more are forgotten. */
    Broadcast of(Choice choice) {
        running.values().removeIf(broadcast -> broadcast.viewers() == 0);
        Feed feed = choice.feed();
        return running.computeIfAbsent(
                choice.want(), want -> new Broadcast(feed, loop, clock, want.kind(), choice.clockRate()));
    }
}
