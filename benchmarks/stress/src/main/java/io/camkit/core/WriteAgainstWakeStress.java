package io.camkit.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Readers are woken from two threads while frames are written: no frame is left lying, and none is read on two threads at once. */
@JCStressTest
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "every frame was read, one at a time")
@Outcome(expect = FORBIDDEN, desc = "a wake-up was lost, or two threads read at once")
@State
public class WriteAgainstWakeStress implements FrameReader {
    private final Channel channel = StressChannel.make();
    private volatile boolean reading;
    private int taken;
    private int overlaps;

    @SuppressWarnings("this-escape") // nobody writes before the actors do
    public WriteAgainstWakeStress() {
        StressChannel.read(channel, From.LIVE, this);
    }

    @Override
    public Answer onFrame(Frame frame) {
        if (reading) {
            overlaps++;
        }
        reading = true;
        taken++;
        reading = false;
        return Answer.TAKEN;
    }

    @Actor
    public void writer() {
        channel.publish(StressFrames.key(0, 0));
        channel.wakeAll();
        channel.publish(StressFrames.key(1, 1));
        channel.wakeAll();
    }

    @Actor
    public void waker() {
        channel.wakeAll();
    }

    @Arbiter
    public void afterwards(II_Result result) {
        result.r1 = taken;
        result.r2 = overlaps;
    }
}
