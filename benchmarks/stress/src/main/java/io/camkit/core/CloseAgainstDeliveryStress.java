package io.camkit.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A subscription is closed while a frame is delivered: once {@code close} has returned, the reader is not called. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "closed before the frame")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "closed after the frame")
@Outcome(expect = FORBIDDEN, desc = "called after close had returned")
@State
public class CloseAgainstDeliveryStress implements FrameReader {
    private final Channel channel = StressChannel.make();
    private final Subscription subscription;
    private final AtomicInteger finished = new AtomicInteger();

    @SuppressWarnings("this-escape") // nobody writes before the actors do
    public CloseAgainstDeliveryStress() {
        subscription = StressChannel.read(channel, From.LIVE, this);
    }

    @Override
    public Answer onFrame(Frame frame) {
        finished.incrementAndGet();
        return Answer.TAKEN;
    }

    @Actor
    public void writer() {
        channel.publish(StressFrames.key(0, 0));
        channel.wakeAll();
    }

    @Actor
    public void closer(II_Result result) {
        subscription.close();
        result.r1 = finished.get();
    }

    @Arbiter
    public void afterwards(II_Result result) {
        result.r2 = finished.get();
    }
}
