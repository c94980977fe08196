package io.camkit.sink.webrtc;

import io.camkit.Clock;
import io.camkit.Want;
import io.camkit.sink.webrtc.rtp.Broadcast;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What of one camera is broadcast right now: sessions with the same wish share it, those that are not connected yet included.
 *
 * <p><b>Threading.</b> The event loop.
 */
final class Broadcasts {
    private final Executor loop;
    private final Clock clock;
    private final Map<Want, Broadcast> newest = new HashMap<>();
    /** How many sessions are to be served by each. */
    private final Map<Broadcast, Integer> sessions = new HashMap<>();

    Broadcasts(Executor loop, Clock clock) {
        this.loop = loop;
        this.clock = clock;
    }

    /** The broadcast of a choice for one more session, which gives it back. One that has ended is left to those who have it. */
    Broadcast take(Choice choice) {
        Broadcast known = newest.get(choice.want());
        if (known == null || known.isEnded()) {
            known = new Broadcast(choice.feed(), loop, clock, choice.kind(), choice.clockRate());
            newest.put(choice.want(), known);
        }
        sessions.merge(known, 1, Integer::sum);
        return known;
    }

    /** What one session took. The last one forgets a broadcast: the next begins with what the camera is then. */
    void giveBack(Broadcast taken) {
        if (sessions.merge(taken, -1, Integer::sum) == 0) {
            sessions.remove(taken);
            newest.values().removeIf(broadcast -> broadcast == taken);
        }
    }
}
