package io.camkit.sink.webrtc;

import io.camkit.Clock;
import io.camkit.Want;
import io.camkit.sink.webrtc.rtp.Broadcast;
import java.util.HashMap;
import java.util.List;
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
    private final Map<Want, Shared> running = new HashMap<>();

    /** A broadcast, and how many sessions are to be served by it. */
    private record Shared(Broadcast broadcast, int sessions) {
        Shared plus(int more) {
            return new Shared(broadcast, sessions + more);
        }
    }

    Broadcasts(Executor loop, Clock clock) {
        this.loop = loop;
        this.clock = clock;
    }

    /** The broadcast of a choice for one more session, which gives it back. */
    Broadcast take(Choice choice) {
        return running.compute(choice.want(), (want, known) -> known == null ? begin(choice) : known.plus(1))
                .broadcast();
    }

    private Shared begin(Choice choice) {
        return new Shared(new Broadcast(choice.feed(), loop, clock, choice.kind(), choice.clockRate()), 1);
    }

    /** What one session took. The last one forgets a broadcast: the next begins with what the camera is then. */
    void giveBack(List<Want> wants) {
        for (Want want : wants) {
            running.computeIfPresent(want, (same, known) -> known.sessions() == 1 ? null : known.plus(-1));
        }
    }
}
