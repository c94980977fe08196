package io.camkit.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Subscription;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A reader refuses a frame once while somebody else resumes it: the frame is offered again, whichever came first. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "offered again and taken")
@Outcome(expect = FORBIDDEN, desc = "a resume was lost, or a frame came twice")
@State
public class ResumeAgainstLaterStress implements FrameReader {
    private final Channel channel = StressChannel.make();
    private final Subscription subscription;
    private boolean refused;
    private int taken;

    @SuppressWarnings("this-escape") // nobody writes before the actors do
    public ResumeAgainstLaterStress() {
        subscription = StressChannel.read(channel, From.LIVE, this);
    }

    @Override
    public Answer onFrame(Frame frame) {
        if (!refused) {
            refused = true;
            return Answer.LATER;
        }
        taken++;
        return Answer.TAKEN;
    }

    @Actor
    public void writer() {
        channel.publish(StressFrames.key(0, 0));
        channel.wakeAll();
    }

    @Actor
    public void resumer() {
        subscription.resume();
    }

    @Arbiter
    public void afterwards(I_Result result) {
        result.r1 = taken;
    }
}
