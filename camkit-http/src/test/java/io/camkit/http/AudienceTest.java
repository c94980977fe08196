package io.camkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Metrics;
import io.camkit.SinkSpec;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.spi.Sink;
import io.camkit.spi.SinkContext;
import io.camkit.testkit.FakeCamera;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.ManualClock;
import io.camkit.testkit.TestKits;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AudienceTest {
    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final ManualClock clock = new ManualClock();
    private final CompletableFuture<SinkContext> opened = new CompletableFuture<>();
    private final FakeCamera source = FakeCamera.h264();
    private final List<String> shown = new ArrayList<>();
    private CamKit kit;
    private Camera camera;
    private Audience audience;
    private int emptied;

    @BeforeEach
    void start() {
        kit = CamKit.create(TestKits.manual(clock, leaks));
        camera = kit.camera("door").from(source).to(new Remembering()).start();
        clock.runPending();
        audience = new Audience(opened.join(), "test", () -> emptied++);
        send(source::key);
    }

    @AfterEach
    void close() {
        CompletableFuture<Void> closing = CompletableFuture.runAsync(kit::close);
        while (!closing.isDone()) {
            // it waits for workers, which run when the clock says so
            clock.runPending();
            Thread.onSpinWait();
        }
        closing.join();
    }

    @Test
    void aViewerBeginsWithAPicture() {
        admit(new Connection());

        assertEquals(List.of("frame 0"), shown);
    }

    @Test
    void whoseConnectionIsFullIsOfferedNothingMore() {
        Connection connection = new Connection();
        connection.stalled = true;
        admit(connection);

        for (int i = 0; i < 100; i++) {
            send(source::delta);
        }

        assertEquals(List.of("frame 0"), shown);
    }

    @Test
    void aShortPauseLosesNothing() {
        Connection connection = new Connection();
        admit(connection);
        connection.stalled = true;
        send(source::delta);
        send(source::delta);
        connection.drain();

        assertEquals(List.of("frame 0", "frame 1", "frame 2"), shown);
    }

    @Test
    void aLongPauseCostsWholeGroupsOfPicturesAndIsAnnounced() {
        Connection connection = new Connection();
        admit(connection);
        connection.stalled = true;
        for (int i = 1; i < 50; i++) {
            send(i % 10 == 0 ? source::key : source::delta);
            clock.advance(Duration.ofMillis(40));
        }
        connection.drain();

        assertEquals("frame 1", shown.get(1));
        assertEquals(List.of("gap", "frame 40", "frame 41"), shown.subList(2, 5));
        assertEquals("frame 49", shown.get(shown.size() - 1));
    }

    @Test
    void viewersAndFramesAreCounted() {
        Connection one = new Connection();
        Connection other = new Connection();
        admit(one);
        admit(other);
        assertEquals(2, value("camkit_viewers"));
        assertEquals(2, value("camkit_frames_out_total"));

        one.close();
        assertEquals(1, value("camkit_viewers"));
        assertEquals(0, emptied);
        other.close();
        assertEquals(0, value("camkit_viewers"));
        assertEquals(1, emptied);
    }

    @Test
    void aViewerGoesWithTheCamera() {
        Connection connection = new Connection();
        admit(connection);
        camera.close();
        clock.runPending();

        assertEquals(1, connection.closed);
        assertEquals(1, emptied);
    }

    @Test
    void whoseShowFailsIsClosed() {
        Connection connection = new Connection();
        audience.admit(camera.feed(Want.of(Codec.H264)), From.KEY_FRAME, connection, frame -> {
            throw new IllegalStateException("no memory left");
        });
        clock.runPending();

        assertEquals(1, connection.closed);
        assertEquals(0, value("camkit_viewers"));
    }

    @Test
    void whoCannotBeSubscribedIsClosedAndNotCounted() {
        Connection connection = new Connection();
        Feed refusing = new Feed() {
            @Override
            public List<Track> tracks() {
                return List.of();
            }

            @Override
            public Subscription subscribe(From from, Executor executor, FrameReader reader) {
                throw new IllegalStateException("closed");
            }

            @Override
            public void requestKeyFrame() {}
        };

        assertThrows(
                IllegalStateException.class,
                () -> audience.admit(refusing, From.KEY_FRAME, connection, frame -> shown.add("never")));

        assertEquals(1, connection.closed);
        assertEquals(0, value("camkit_viewers"));
        assertEquals(1, emptied);
    }

    private void send(Runnable frame) {
        frame.run();
        clock.runPending();
    }

    private void admit(Connection connection) {
        audience.admit(camera.feed(Want.of(Codec.H264)), From.KEY_FRAME, connection, new Audience.Show() {
            @Override
            public void gap() {
                shown.add("gap");
            }

            @Override
            public void frame(Frame frame) {
                shown.add("frame " + frame.pts() / 3600);
                connection.waiting = true;
            }
        });
        clock.runPending();
    }

    private double value(String name) {
        return kit.metrics().samples().stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> "test".equals(sample.labels().get("kind")))
                .mapToDouble(Metrics.Sample::value)
                .sum();
    }

    /** Gives its context away. */
    private final class Remembering implements SinkSpec {
        @Override
        public String name() {
            return "remembering";
        }

        @Override
        public Sink open() {
            return new Sink() {
                @Override
                public void open(SinkContext context) {
                    opened.complete(context);
                }

                @Override
                public void close() {}
            };
        }
    }

    /** A connection that sends what is flushed, unless it is stalled. */
    private final class Connection implements Outbound {
        private final List<Runnable> whenClosed = new ArrayList<>();
        private Runnable whenWritable = () -> {};
        private boolean stalled;
        private boolean waiting;
        private int closed;

        @Override
        public Executor loop() {
            return clock.executor();
        }

        @Override
        public boolean writable() {
            return !waiting;
        }

        @Override
        public void write(ByteBuf bytes) {
            bytes.release();
        }

        @Override
        public void flush() {
            waiting &= stalled;
        }

        void drain() {
            stalled = false;
            waiting = false;
            whenWritable.run();
            clock.runPending();
        }

        @Override
        public void onWritable(Runnable task) {
            whenWritable = task;
        }

        @Override
        public void onClose(Runnable task) {
            whenClosed.add(task);
        }

        @Override
        public void close() {
            closed++;
            whenClosed.forEach(Runnable::run);
        }
    }
}
