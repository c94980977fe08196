package io.camkit.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.camkit.Frame;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A reader takes a frame while the writer laps the ring and uses its slot for another: it never gets that other one. */
@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "evicted")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "taken")
@Outcome(expect = FORBIDDEN, desc = "another frame than the one asked for")
@State
public class TakeAgainstReuseStress {
    private static final int CAPACITY = 64;

    private final Ring ring = new Ring(List.of(), StressFrames.SECOND);

    public TakeAgainstReuseStress() {
        for (int number = 0; number < CAPACITY - 1; number++) {
            ring.append(StressFrames.key(number, number));
        }
    }

    @Actor
    public void writer() {
        ring.append(StressFrames.key(CAPACITY - 1, 2 * StressFrames.SECOND));
        ring.append(StressFrames.key(CAPACITY, 2 * StressFrames.SECOND));
    }

    @Actor
    public void reader(I_Result result) {
        Frame frame = ring.take(0);
        if (frame != null) {
            result.r1 = frame.pts() == 0 ? 1 : 2;
            frame.release();
        }
    }
}
