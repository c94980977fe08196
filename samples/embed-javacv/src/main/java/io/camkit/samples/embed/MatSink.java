package io.camkit.samples.embed;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.SinkSpec;
import io.camkit.Track;
import io.camkit.Want;
import io.camkit.spi.FrameSink;
import io.camkit.spi.Sink;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Gives {@code code} the pictures of a camera, in blue, green and red. The next one is painted over it: {@code clone()} it to keep it. */
record MatSink(Consumer<Mat> code) implements SinkSpec {
    @Override
    public String name() {
        return "mats";
    }

    @Override
    public Sink open() {
        Mat colours = new Mat(); // in OpenCV's own memory
        return new FrameSink(Want.of(Codec.I420).maxWidth(640).maxFrameRate(5)) {
            @Override
            protected void onFrame(Frame frame) {
                Track track = frame.track();
                int rows = track.height() * 3 / 2; // Y, then U and V of a quarter each
                // a view of the frame's own memory: good during this call, or as long as the frame is retained
                try (BytePointer bytes = new BytePointer(frame.asBuffer());
                        Mat planes = new Mat(rows, track.width(), opencv_core.CV_8UC1, bytes)) {
                    opencv_imgproc.cvtColor(planes, colours, opencv_imgproc.COLOR_YUV2BGR_I420);
                }
                code.accept(colours);
            }
        };
    }
}
