package io.camkit.samples.embed;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.SourceSpec;
import io.camkit.Track;
import io.camkit.spi.BlockingSource;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** A camera of what {@code next} answers: it waits for a picture, which stays its own and is good until it is asked again. */
record MatSource(Callable<Mat> next) implements SourceSpec {
    @Override
    public String describe() {
        return "OpenCV";
    }

    @Override
    public Source open() {
        return new BlockingSource() {
            @Override
            protected void run(SourceContext context) throws InterruptedException {
                context.transport("OpenCV");
                Track track = Track.video(Codec.JPEG, 1_000_000, 0, 0); // its clock counts microseconds
                long pts = Long.MIN_VALUE;
                try (BytePointer jpeg = new BytePointer()) {
                    while (!Thread.interrupted()) {
                        opencv_imgcodecs.imencode(".jpg", next.call(), jpeg);
                        long now = context.clock().nanos();
                        pts = Math.max(pts + 1, now / 1000); // it rises even if two pictures come at once
                        emit(context, FrameHeader.of(track, pts, now, true), jpeg);
                    }
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    throw new CamkitException("CK-9003", "OpenCV failed: " + e, "", "correct it", Retry.RETRY);
                }
            }
        };
    }

    private static void emit(SourceContext context, FrameHeader header, BytePointer jpeg) {
        try {
            context.emit(context.allocator().copy(header, jpeg.asByteBuffer())); // whose share is gone then
        } catch (CamkitException memoryIsUsedUp) {
            // it costs this picture and nothing else
        }
    }
}
