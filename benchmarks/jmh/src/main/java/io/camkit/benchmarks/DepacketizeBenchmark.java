package io.camkit.benchmarks;

import io.camkit.Frame;
import io.camkit.media.rtp.Depacketizer;
import io.camkit.media.rtp.DropReason;
import io.camkit.media.sdp.Sdp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Two seconds of a camera, 720p25 at 3 Mbit/s in packets of 1400 bytes; the score is for one frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DepacketizeBenchmark {
    private static final int FRAMES = 50;
    private static final int PACKET_BYTES = 1400;
    private static final int HEADER_BYTES = 12;
    private static final int TICKS_A_FRAME = 3600;
    private static final long NANOS_A_FRAME = 40_000_000;
    private static final String SDP = """
            v=0
            m=video 0 RTP/AVP 96
            a=rtpmap:96 H264/90000
            a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0LAH9kAUAW7ARAAAAMAEAAAAwMg8YMkgA==,aMuDyyA=
            """;

    private final List<ByteBuffer> packets = new ArrayList<>();
    private final Count count = new Count();
    private Depacketizer depacketizer;
    private long packetsSent;
    private long framesSent;

    private static final class Count implements Depacketizer.Output {
        private long bytes;

        @Override
        public void frame(Frame frame) {
            bytes += frame.size();
            frame.release();
        }

        @Override
        public void dropped(DropReason reason) {
            throw new IllegalStateException("dropped: " + reason);
        }
    }

    /** Cuts the camera's frames into packets. */
    @Setup
    public void packetize() {
        for (int i = 0; i < FRAMES; i++) {
            ByteBuffer nal = Pictures.slice(i == 0, i == 0 ? Pictures.KEY_BYTES : Pictures.DELTA_BYTES);
            byte first = nal.get();
            boolean start = true;
            while (nal.hasRemaining()) {
                int length = Math.min(nal.remaining(), PACKET_BYTES - HEADER_BYTES - 2);
                boolean end = length == nal.remaining();
                ByteBuffer packet = ByteBuffer.allocateDirect(HEADER_BYTES + 2 + length);
                packet.put((byte) 0x80).put((byte) (end ? 0xe0 : 0x60)).position(HEADER_BYTES);
                packet.put((byte) ((first & 0x60) | 28));
                packet.put((byte) ((start ? 0x80 : 0) | (end ? 0x40 : 0) | (first & 0x1f)));
                packet.put(packet.position(), nal, nal.position(), length);
                nal.position(nal.position() + length);
                packets.add(packet.clear());
                start = false;
            }
        }
        Sdp sdp = Sdp.parse(ByteBuffer.wrap(SDP.getBytes(StandardCharsets.US_ASCII)));
        depacketizer = Depacketizer.of(sdp.media().get(0), new RecyclingAllocator(), count);
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long frame() {
        for (ByteBuffer packet : packets) {
            packet.putShort(2, (short) packetsSent++);
            packet.putInt(4, (int) (framesSent * TICKS_A_FRAME));
            depacketizer.packet(packet, framesSent * NANOS_A_FRAME);
            if (packet.get(1) == (byte) 0xe0) {
                framesSent++;
            }
        }
        return count.bytes;
    }
}
