package io.camkit.benchmarks.peers;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.SourceSpec;
import io.camkit.State;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.spi.BlockingSource;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** The product: a kit with one camera of 1280x720, 25 a second, whose frames come from memory, and one who watches it in another codec. */
final class CodecProduct {
    private static final int FRAMES_PER_SECOND = 25;

    private CodecProduct() {}

    // arguments: the clip, its codec and the one that is wanted
    public static void main(String[] arguments) throws Exception {
        Codec codec = Codec.valueOf(arguments[1]);
        List<ByteBuffer> frames = frames(Files.readAllBytes(Path.of(arguments[0])), codec);
        LongAdder made = new LongAdder();
        CountDownLatch first = new CountDownLatch(1);
        try (CamKit kit = CamKit.create()) {
            Camera camera = kit.camera("bench").from(new Replay(codec, frames)).start();
            while (camera.state() != State.RUNNING) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            FrameReader viewer = new FrameReader() {
                @Override
                public Answer onFrame(Frame frame) {
                    made.increment();
                    first.countDown();
                    return Answer.TAKEN;
                }
            };
            camera.feed(Want.of(Codec.valueOf(arguments[2]))).subscribe(From.KEY_FRAME, Runnable::run, viewer);
            first.await();
            System.out.println("READY");
            BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (questions.readLine() != null) {
                System.out.println(made.sum());
            }
        }
    }

    /** Cuts at access unit delimiters, or where a JPEG begins behind another's end. */
    private static List<ByteBuffer> frames(byte[] stream, Codec codec) {
        byte[] begin = codec == Codec.H264
                ? new byte[] {0, 0, 0, 1, 9}
                : new byte[] {(byte) 0xff, (byte) 0xd9, (byte) 0xff, (byte) 0xd8};
        int before = codec == Codec.H264 ? 0 : 2;
        List<ByteBuffer> frames = new ArrayList<>();
        int last = 0;
        for (int at = 1; at + begin.length < stream.length; at++) {
            if (ByteBuffer.wrap(stream, at, begin.length).equals(ByteBuffer.wrap(begin))) {
                frames.add(ByteBuffer.wrap(stream, last, at + before - last));
                last = at + before;
            }
        }
        frames.add(ByteBuffer.wrap(stream, last, stream.length - last));
        return frames;
    }

    private record Replay(Codec codec, List<ByteBuffer> frames) implements SourceSpec {
        @Override
        public String describe() {
            return "replay";
        }

        @Override
        public Source open() {
            return new BlockingSource() {
                @Override
                protected void run(SourceContext context) throws InterruptedException {
                    emitForEver(context);
                }
            };
        }

        private void emitForEver(SourceContext context) throws InterruptedException {
            Track track = Track.video(codec, 90_000, 1280, 720).withFrameRate(FRAMES_PER_SECOND);
            long period = TimeUnit.SECONDS.toNanos(1) / FRAMES_PER_SECOND;
            long start = context.clock().nanos();
            for (long n = 0; !Thread.interrupted(); n++) {
                LockSupport.parkNanos(start + n * period - context.clock().nanos());
                int number = (int) (n % frames.size());
                boolean key = codec.everyFrameKey() || number % CodecComparison.GOP == 0;
                long pts = n * track.clockRate() / FRAMES_PER_SECOND;
                FrameHeader header = FrameHeader.of(track, pts, context.clock().nanos(), key);
                context.emit(context.allocator().copy(header, frames.get(number).duplicate()));
            }
            throw new InterruptedException();
        }
    }
}
