package io.camkit.source.picamera;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Memory;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A pipe without a process: bytes go in, frames come out. */
final class Pipe {
    private static final int BUFFER = 64 << 10;

    private final FrameAllocator memory;
    private final Function<SourceProbe, PipeFrames> maker;
    private final List<Seen> frames = new ArrayList<>();
    private final SourceProbe probe;
    private final PipeFrames cutter;
    private final ByteBuffer received = ByteBuffer.allocate(BUFFER).limit(0);

    /** What is seen of a frame. */
    record Seen(String track, boolean keyFrame, ByteBuffer payload) {}

    private Pipe(FrameAllocator memory, Function<SourceProbe, PipeFrames> maker) {
        this.memory = memory;
        this.maker = maker;
        this.probe = SourceProbe.over(memory).lendingTo(this::see);
        this.cutter = maker.apply(probe);
    }

    static Pipe h264(FrameLeaks leaks) {
        return h264(leaks.allocator());
    }

    static Pipe h264(FrameAllocator memory) {
        return new Pipe(memory, probe -> new H264Frames(probe, 30));
    }

    static Pipe mjpeg(FrameLeaks leaks) {
        return mjpeg(leaks.allocator());
    }

    static Pipe mjpeg(FrameAllocator memory) {
        return new Pipe(memory, probe -> new JpegFrames(probe, 30));
    }

    /** The same, but there is none when it is asked for the nth time. */
    Pipe withoutMemoryAt(int nth) {
        int[] asked = {0};
        return new Pipe(capacity -> ++asked[0] == nth ? none() : memory.allocate(capacity), maker);
    }

    private static Memory none() {
        throw new CamkitException("CK-1401", "used up", "", "wait", CamkitException.Retry.RETRY);
    }

    private void see(Frame frame) {
        ByteBuffer copy =
                ByteBuffer.allocate(frame.size()).put(frame.asBuffer()).flip();
        frames.add(new Seen(frame.track().toString(), frame.keyFrame(), copy));
    }

    /** All of {@code bytes} in pieces of this size, then the end. */
    Pipe write(byte[] bytes, int piece) {
        int size = Math.min(piece, BUFFER - PipeFrames.MOST_LEFT);
        for (int at = 0; at < bytes.length; at += size) {
            received.compact();
            received.put(bytes, at, Math.min(size, bytes.length - at)).flip();
            cutter.take(received);
            if (received.remaining() > PipeFrames.MOST_LEFT) {
                throw new AssertionError(received.remaining() + " bytes are left");
            }
        }
        cutter.close();
        return this;
    }

    void close() {
        cutter.close();
    }

    List<Seen> frames() {
        return frames;
    }

    long dropped(String reason) {
        return probe.metrics().samples().stream()
                .filter(sample -> reason.equals(sample.labels().get("reason")))
                .mapToLong(sample -> (long) sample.value())
                .sum();
    }
}
