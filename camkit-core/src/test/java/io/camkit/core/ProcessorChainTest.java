package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.camkit.Camera;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.From;
import io.camkit.ProcessorSpec;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.spi.Processor;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transforms between a camera's source and everything else. */
class ProcessorChainTest {
    @RegisterExtension
    @Order(1)
    final FrameLeaks leaks = FrameLeaks.check();

    @RegisterExtension
    final ManualKit manual = new ManualKit(leaks);

    private final HandSource source = new HandSource();
    private final RecordingReader reader = new RecordingReader();
    private final List<Track> tracks = new ArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();

    private ProcessorSpec processor(BiConsumer<Frame, Processor.Emitter> work) {
        return new ProcessorSpec() {
            @Override
            public String describe() {
                return "test";
            }

            @Override
            public Processor open() {
                return new Processor() {
                    @Override
                    public void onTrack(Track track) {
                        tracks.add(track);
                    }

                    @Override
                    public void onFrame(Frame frame, Emitter out) {
                        work.accept(frame, out);
                    }

                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                };
            }
        };
    }

    private static void pass(Frame frame, Processor.Emitter out) {
        out.emit(frame.retain());
    }

    private Camera start(ProcessorSpec... processors) {
        Camera camera =
                manual.kit.camera("door").from(source).through(processors).start();
        manual.clock.runPending();
        return camera;
    }

    private void read(Camera camera) {
        manual.clock.runPending();
        camera.feed(Want.of(Codec.JPEG, Codec.H264))
                .subscribe(From.ago(java.time.Duration.ofHours(1)), manual.clock.executor(), reader);
        manual.clock.runPending();
    }

    @Test
    void framesPassThroughInOrder() {
        Camera camera = start(processor(ProcessorChainTest::pass), processor(ProcessorChainTest::pass));
        Frames lane = source.lane(Frames.h264());
        source.emit(lane.key(0));
        source.emit(lane.delta(1));
        read(camera);

        assertEquals(List.of(0, 1), reader.frames());
        assertEquals(2, tracks.size());
        assertSame(lane.track(), tracks.get(1));
    }

    @Test
    void aProcessorMayLeaveFramesOutAndMakeOthers() {
        Track made = Frames.jpeg();
        Camera camera = start(processor((frame, out) -> {
            if (RecordingReader.number(frame) % 2 == 0) {
                out.emit(Frames.of(made, leaks.allocator()).key(RecordingReader.number(frame) * 10));
            }
        }));
        Frames lane = source.lane(Frames.jpeg());
        for (int n = 0; n < 4; n++) {
            source.emit(lane.key(n));
        }
        read(camera);

        assertEquals(List.of(0, 20), reader.frames());
        assertSame(made, reader.tracks().get(0));
    }

    @Test
    void aProcessorThatThrowsCostsThatFrameAlone() {
        Camera camera = start(processor((frame, out) -> {
            if (RecordingReader.number(frame) == 1) {
                throw new IllegalStateException("bug");
            }
            pass(frame, out);
        }));
        Frames lane = source.lane(Frames.jpeg());
        for (int n = 0; n < 3; n++) {
            source.emit(lane.key(n));
        }
        read(camera);

        assertEquals(List.of(0, 2), reader.frames());
        assertEquals(1, manual.metric("camkit_frames_dropped_total", "reason", "processor"));
    }

    @Test
    void whenOneDoesNotOpenThoseBeforeAreClosed() {
        ProcessorSpec broken = new ProcessorSpec() {
            @Override
            public String describe() {
                return "broken";
            }

            @Override
            public Processor open() {
                throw new IllegalStateException("no model");
            }
        };

        assertThrows(IllegalStateException.class, () -> start(processor(ProcessorChainTest::pass), broken));

        assertEquals(1, closed.get());
    }

    @Test
    void processorsAreClosedWithTheirCamera() {
        Camera camera = start(processor(ProcessorChainTest::pass), processor(ProcessorChainTest::pass));

        manual.whileWorking(camera::close);
        manual.clock.runPending();

        assertEquals(2, closed.get());
    }
}
