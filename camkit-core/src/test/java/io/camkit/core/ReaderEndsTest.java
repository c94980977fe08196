package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.FrameReader.Answer;
import io.camkit.From;
import io.camkit.Subscription;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Closing, failing, and executors that go away. */
class ReaderEndsTest {
    @RegisterExtension
    @Order(1)
    final FrameLeaks leaks = FrameLeaks.check();

    @RegisterExtension
    final WrittenChannel stream = new WrittenChannel(leaks);

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    private final RecordingReader reader = new RecordingReader();

    @Test
    void aClosedSubscriptionGetsNothingMore() {
        Subscription subscription = stream.subscribe(From.KEY_FRAME, reader);
        stream.key();
        subscription.close();
        subscription.close();
        stream.deliver();

        assertEquals(List.of(), reader.frames());
        assertEquals(List.of(), reader.ends());
        assertEquals(0, stream.channel.subscribers());
    }

    @Test
    void aReaderMayCloseItsOwnSubscription() {
        var subscription = new AtomicReference<Subscription>();
        var calls = new ArrayList<Integer>();
        subscription.set(stream.subscribe(From.LIVE, frame -> {
            calls.add(RecordingReader.number(frame));
            Objects.requireNonNull(subscription.get()).close();
            return Answer.TAKEN;
        }));
        stream.groups(1, 3);
        stream.deliver();

        assertEquals(List.of(0), calls);
    }

    @Test
    void closingWaitsForACallThatIsUnderWay() throws Exception {
        var inCall = new CountDownLatch(1);
        var mayLeave = new CountDownLatch(1);
        var left = new AtomicBoolean();
        Subscription subscription = stream.subscribe(From.LIVE, task -> new Thread(task).start(), frame -> {
            inCall.countDown();
            await(mayLeave);
            left.set(true);
            return Answer.TAKEN;
        });
        stream.key();
        assertTrue(inCall.await(10, TimeUnit.SECONDS));
        var closed = new AtomicBoolean();
        Thread closer = new Thread(() -> {
            subscription.close();
            closed.set(left.get());
        });
        closer.start();
        mayLeave.countDown();
        closer.join();

        assertTrue(closed.get());
    }

    @Test
    void aReaderThatThrowsEndsItsOwnSubscriptionOnly() {
        stream.subscribe(From.KEY_FRAME, frame -> {
            throw new IllegalStateException("broken reader");
        });
        stream.subscribe(From.KEY_FRAME, reader);
        stream.groups(1, 3);
        stream.deliver();

        assertEquals(List.of(0, 1, 2), reader.frames());
        assertEquals(1, stream.channel.subscribers());
        assertEquals(1, log.lines("camera door: a reader failed").size());
    }

    @Test
    void aReaderThatThrowsInOnTrackEndsToo() {
        stream.subscribe(From.KEY_FRAME, new io.camkit.FrameReader() {
            @Override
            public void onTrack(io.camkit.Track track) {
                throw new AssertionError("cannot use " + track);
            }

            @Override
            public Answer onFrame(io.camkit.Frame frame) {
                return Answer.TAKEN;
            }
        });
        stream.key();
        stream.deliver();

        assertEquals(0, stream.channel.subscribers());
    }

    @Test
    void anExecutorThatTakesNoMoreTasksClosesItsReaders() {
        Executor gone = task -> {
            throw new RejectedExecutionException("shut down");
        };
        stream.subscribe(From.KEY_FRAME, gone, reader);
        stream.subscribe(From.KEY_FRAME, reader);
        stream.key();
        stream.deliver();

        assertEquals(List.of(0), reader.frames());
        assertEquals(1, stream.channel.subscribers());
        assertEquals(1, log.lines("takes no more tasks").size());
    }

    @Test
    void oneTaskAFrameServesAllReadersOfAnExecutor() {
        var tasks = new ArrayList<Runnable>();
        Executor loop = tasks::add;
        var readers = new ArrayList<RecordingReader>();
        for (int i = 0; i < 10; i++) {
            readers.add(new RecordingReader());
            stream.subscribe(From.LIVE, loop, readers.get(i));
        }
        assertEquals(1, tasks.size());
        tasks.remove(0).run();
        stream.key();
        stream.delta();

        assertEquals(1, tasks.size());
        tasks.remove(0).run();
        readers.forEach(each -> assertEquals(List.of(0, 1), each.frames()));
    }

    @Test
    void noReaderIsEverOnTwoThreadsAtOnce() throws Exception {
        var busy = new AtomicBoolean();
        var overlaps = new AtomicBoolean();
        var all = new CountDownLatch(2000);
        var keepsAll = From.LIVE.maxLag(java.time.Duration.ofMinutes(5));
        stream.subscribe(keepsAll, task -> new Thread(task).start(), frame -> {
            overlaps.compareAndSet(false, !busy.compareAndSet(false, true));
            busy.set(false);
            all.countDown();
            return Answer.TAKEN;
        });
        Frames lane = stream.lane(Frames.h264());
        for (int n = 0; n < 2000; n++) {
            stream.write(lane.nth(n, 50));
        }

        assertTrue(all.await(20, TimeUnit.SECONDS));
        assertFalse(overlaps.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aReaderThatReleasesWhatItWasOnlyLentStopsNobodyElse() {
        // memory of its own: to the leak check this misuse is a failure
        Frames lane = Frames.of(Frames.h264(), new PooledAllocator(16 << 20)).capturedBy(stream.time);
        Subscription guilty = stream.subscribe(From.LIVE, frame -> {
            frame.release();
            return Answer.TAKEN;
        });
        stream.subscribe(From.LIVE, reader);
        stream.write(lane.key(0));
        stream.write(lane.delta(1));
        assertTimeoutPreemptively(Duration.ofSeconds(10), stream::deliver);
        guilty.close();

        stream.time.advance(Duration.ofSeconds(2));
        stream.write(lane.key(2));
        stream.time.advance(Duration.ofSeconds(2));
        stream.write(lane.key(3));
        stream.deliver();

        assertEquals(List.of(2, 3), reader.frames());
        assertEquals(1, log.lines("released a frame that it was only lent").size());
    }

    @Test
    void anExecutorThatFailsInItsOwnWayClosesItsReadersAlone() {
        stream.subscribe(From.KEY_FRAME, reader);
        stream.subscribe(
                From.KEY_FRAME,
                task -> {
                    throw new IllegalStateException("no thread left");
                },
                new RecordingReader());
        stream.key();
        stream.deliver();

        assertEquals(List.of(0), reader.frames());
        assertEquals(1, stream.channel.subscribers());
    }
}
