package io.camkit.benchmarks;

import io.camkit.CamKit;
import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.FrameReader.Answer;
import io.camkit.From;
import io.camkit.KitOptions;
import io.camkit.SourceSpec;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Memory;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One frame from a source's {@code emit} through the ring to every reader, in one thread: the readers run in the thread that wakes them.
 *
 * <p>The difference to {@link #aFrameAlone} is what camkit adds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RingBenchmark {
    private static final int GROUP = 50;
    private static final int TICKS = 3600;
    private static final long FRAME_NANOS = 40_000_000;
    private static final int PAYLOAD_BYTES = 14_000;

    @Param({"0", "1", "16", "256"})
    private int readers;

    private final FrameAllocator allocator = capacity -> {
        throw new IllegalStateException("frames share one piece");
    };
    private final Memory shared = new Memory() {
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(PAYLOAD_BYTES);

        @Override
        public ByteBuffer buffer() {
            return buffer;
        }

        @Override
        public void release() {
            // nothing is recycled: this benchmark is not about allocators
        }
    };
    private final Track track = Track.video(Codec.H264, 90_000, 1280, 720);
    private final CompletableFuture<SourceContext> source = new CompletableFuture<>();
    private CamKit kit;
    private SourceContext context;
    private long number;
    private long taken;

    private final class Camera implements SourceSpec {
        @Override
        public String describe() {
            return "benchmark:";
        }

        @Override
        public Source open() {
            return new Source() {
                @Override
                public void start(SourceContext given) {
                    source.complete(given);
                }

                @Override
                public void stop() {
                    // ends when the benchmark does
                }
            };
        }
    }

    @Setup
    public void prepare() throws Exception {
        kit = CamKit.create(KitOptions.standard().withOnlyPlugins(List.of()));
        var camera = kit.camera("bench").from(new Camera()).start();
        context = source.get();
        context.emit(next());
        Feed feed = camera.feed(Want.of(Codec.H264));
        Executor loop = Runnable::run;
        for (int i = 0; i < readers; i++) {
            feed.subscribe(From.LIVE, loop, frame -> {
                taken += frame.size();
                return Answer.TAKEN;
            });
        }
    }

    @TearDown
    public void end() {
        kit.close();
    }

    private Frame next() {
        long n = number++;
        var header = FrameHeader.of(track, n * TICKS, n * FRAME_NANOS, n % GROUP == 0);
        return allocator.adopt(header, shared, 0, PAYLOAD_BYTES);
    }

    /** What a frame costs before camkit has it. */
    @Benchmark
    public Frame aFrameAlone() {
        return next();
    }

    /** The same and all that follows. */
    @Benchmark
    public long appendAndFanOut() {
        context.emit(next());
        return taken;
    }
}
