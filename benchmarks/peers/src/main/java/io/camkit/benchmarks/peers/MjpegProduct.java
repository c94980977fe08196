package io.camkit.benchmarks.peers;

import io.camkit.CamKit;
import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.SourceSpec;
import io.camkit.Track;
import io.camkit.http.CamHttp;
import io.camkit.sink.mjpeg.Mjpeg;
import io.camkit.spi.BlockingSource;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The product: a kit with one camera, whose pictures come from memory, and its MJPEG sink. */
final class MjpegProduct {
    private MjpegProduct() {}

    public static void main(String[] arguments) throws Exception {
        try (CamKit kit = CamKit.create();
                CamHttp http = CamHttp.on(kit, 0)) {
            kit.camera("bench").from(new Replay()).to(Mjpeg.stream()).start();
            http.start();
            System.out.println("READY " + http.port());
            kit.awaitClose();
        }
    }

    private record Replay() implements SourceSpec {
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

        private static void emitForEver(SourceContext context) throws InterruptedException {
            Track track = Track.video(Codec.JPEG, 90_000, 1280, 720).withFrameRate(Picture.FRAMES_PER_SECOND);
            ByteBuffer picture = ByteBuffer.wrap(Picture.bytes());
            long period = TimeUnit.SECONDS.toNanos(1) / Picture.FRAMES_PER_SECOND;
            long start = context.clock().nanos();
            for (long n = 0; !Thread.interrupted(); n++) {
                LockSupport.parkNanos(start + n * period - context.clock().nanos());
                long pts = n * track.clockRate() / Picture.FRAMES_PER_SECOND;
                FrameHeader header = FrameHeader.of(track, pts, context.clock().nanos(), true);
                context.emit(context.allocator().copy(header, picture));
            }
            throw new InterruptedException();
        }
    }
}
