package io.camkit.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.camkit.Frame;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A reader takes a frame while the writer evicts it: it gets it whole or not at all, and its memory is given back once. */
@JCStressTest
@Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = "taken or evicted, given back once")
@Outcome(expect = FORBIDDEN, desc = "a wrong or recycled frame, or memory given back twice or never")
@State
public class TakeAgainstEvictionStress {
    private final StressFrames.Piece piece = new StressFrames.Piece();
    private final Ring ring = new Ring(List.of(), StressFrames.SECOND);

    public TakeAgainstEvictionStress() {
        ring.append(StressFrames.key(piece, 0, 0));
        ring.append(StressFrames.key(1, 0));
    }

    @Actor
    public void writer() {
        ring.append(StressFrames.key(2, 2 * StressFrames.SECOND));
    }

    @Actor
    public void reader(II_Result result) {
        Frame frame = ring.take(0);
        if (frame != null) {
            boolean whole = frame.pts() == 0 && frame.payload().get(0) == 1;
            frame.release();
            result.r1 = whole ? 1 : 2;
        }
    }

    @Arbiter
    public void afterwards(II_Result result) {
        result.r2 = piece.releases.get();
    }
}
