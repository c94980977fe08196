package io.camkit.benchmarks;

import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.media.mp4.FragmentedMp4;
import java.nio.ByteBuffer;
import java.util.List;
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
import org.openjdk.jmh.annotations.Warmup;

/** One fragment of one frame into direct memory; with a payload of 16 bytes it is the header alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FragmentBenchmark {
    @Param({"16", "14000", "60000"})
    private int payloadBytes;

    private FragmentedMp4 mp4;
    private Frame frame;
    private ByteBuffer target;

    @Setup
    public void prepare() {
        Track track = Pictures.track();
        mp4 = new FragmentedMp4(List.of(track));
        boolean key = payloadBytes == Pictures.KEY_BYTES;
        frame = new RecyclingAllocator()
                .copy(FrameHeader.of(track, 90_000, 0, key), Pictures.accessUnit(key, payloadBytes));
        target = ByteBuffer.allocateDirect(mp4.sizeOf(frame));
    }

    @Benchmark
    public ByteBuffer fragment() {
        mp4.write(frame, frame.dts(), 3600, target.clear());
        return target;
    }
}
