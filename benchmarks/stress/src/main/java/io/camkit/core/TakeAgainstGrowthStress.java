package io.camkit.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.camkit.Frame;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A reader takes the newest frame while the writer moves the ring to a larger array: nothing that is kept is missed. */
@JCStressTest
@Outcome(id = "6[345], 1", expect = ACCEPTABLE, desc = "the newest frame that was seen is there")
@Outcome(expect = FORBIDDEN, desc = "missing, or another frame than the one asked for")
@State
public class TakeAgainstGrowthStress {
    private static final int CAPACITY = 64;

    private final Ring ring = new Ring(List.of(), StressFrames.SECOND);

    public TakeAgainstGrowthStress() {
        for (int number = 0; number < CAPACITY; number++) {
            ring.append(StressFrames.key(number, number));
        }
    }

    @Actor
    public void writer() {
        ring.append(StressFrames.key(CAPACITY, CAPACITY));
        ring.append(StressFrames.key(CAPACITY + 1, CAPACITY + 1));
    }

    @Actor
    public void reader(II_Result result) {
        long newest = ring.head() - 1;
        result.r1 = (int) newest;
        Frame frame = ring.take(newest);
        if (frame != null) {
            result.r2 = frame.pts() == newest ? 1 : 2;
            frame.release();
        }
    }
}
