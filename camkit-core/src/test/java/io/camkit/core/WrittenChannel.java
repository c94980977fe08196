package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import io.camkit.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A channel that a test writes to, 25 frames a second, and whose readers run when the test says so. */
final class WrittenChannel implements AfterEachCallback {
    final CamkitException over = LiveCamera.closed("door");

    final ManualClock time = new ManualClock();
    /** Runs the readers: {@code readers.runPending()}. */
    final ManualClock readers = new ManualClock();

    final MetricRegistry metrics = new MetricRegistry();
    final AtomicInteger keyFrameRequests = new AtomicInteger();
    final Channel channel;
    private final FrameLeaks leaks;
    private Frames video;
    private int next;
    private boolean answersRequests;

    WrittenChannel(FrameLeaks leaks) {
        this(leaks, Frames.h264());
    }

    WrittenChannel(FrameLeaks leaks, Track track) {
        this.leaks = leaks;
        video = lane(track);
        channel = new Channel(
                "camera door",
                time,
                List.of(new ByteBudget(1 << 20)),
                new SkipCounters(metrics, Map.of("camera", "door", "stream", "main")),
                this::keyFrameRequested);
    }

    private void keyFrameRequested() {
        keyFrameRequests.incrementAndGet();
        if (answersRequests) {
            key();
        }
    }

    /** From now on a key frame is written at once whenever one is asked for. */
    void answerKeyFrameRequests() {
        answersRequests = true;
    }

    Frames lane(Track track) {
        return Frames.of(track, leaks.allocator()).capturedBy(time);
    }

    /** Frames that follow are of a new track. */
    void changeTrack(Track track) {
        video = lane(track);
    }

    void write(Frame frame) {
        channel.publish(frame);
        channel.wakeAll();
    }

    void key() {
        key(0);
    }

    void key(int size) {
        time.advance(Duration.ofMillis(40));
        write(video.key(next++, size));
    }

    void delta() {
        delta(0);
    }

    void delta(int size) {
        time.advance(Duration.ofMillis(40));
        write(video.delta(next++, size));
    }

    void groups(int count, int length) {
        for (int i = 0; i < count * length; i++) {
            if (i % length == 0) {
                key();
            } else {
                delta();
            }
        }
    }

    Subscription subscribe(From from, FrameReader reader) {
        return subscribe(from, readers.executor(), reader);
    }

    Subscription subscribe(From from, Executor executor, FrameReader reader) {
        return subscribe(Want.of(video.track().codec()), from, executor, reader);
    }

    Subscription subscribe(Want want, From from, Executor executor, FrameReader reader) {
        return new PassThroughFeed(channel, want, "test").subscribe(from, executor, reader);
    }

    Want want() {
        return Want.of(Codec.H264);
    }

    /** Lets the readers take what is there. */
    void deliver() {
        readers.runPending();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        channel.close(over);
        deliver();
    }
}
