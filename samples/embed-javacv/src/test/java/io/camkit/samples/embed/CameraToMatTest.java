package io.camkit.samples.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CameraToMatTest {
    private final BlockingQueue<Mat> pictures = new LinkedBlockingQueue<>();
    private final Thread sample = new Thread(this::run, "sample");

    @BeforeEach
    void start() {
        sample.start();
    }

    private void run() {
        try {
            CameraToMat.watch("test:clock?codec=h264&width=1280&height=720", picture -> pictures.add(picture.clone()));
        } catch (InterruptedException e) {
            // the test is over
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        sample.interrupt();
        sample.join();
        pictures.forEach(Mat::close);
    }

    private Mat picture() throws InterruptedException {
        return Objects.requireNonNull(pictures.poll(20, TimeUnit.SECONDS), "no picture");
    }

    @Test
    void aPictureIsAMatOfThreeColours() throws InterruptedException {
        try (Mat picture = picture();
                Scalar mean = opencv_core.mean(picture)) {
            assertEquals(640, picture.cols());
            assertEquals(360, picture.rows());
            assertEquals(opencv_core.CV_8UC3, picture.type());
            assertTrue(mean.get(0) > 1 && mean.get(0) < 254, mean.toString());
        }
    }

    @Test
    void aMatIsAFrameOfJavaCvWithoutACopy() throws InterruptedException {
        try (Mat picture = picture();
                OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
            Frame frame = converter.convert(picture);
            picture.data().put(0, (byte) 42);

            assertEquals(640, frame.imageWidth);
            assertEquals(360, frame.imageHeight);
            assertEquals(42, ((ByteBuffer) frame.image[0]).get(0));
        }
    }
}
