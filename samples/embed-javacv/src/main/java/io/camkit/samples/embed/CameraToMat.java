package io.camkit.samples.embed;

import io.camkit.CamKit;
import java.util.function.Consumer;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pictures of a camera for OpenCV: {@code CameraToMat rtsp://viewer:password@10.0.0.5/stream1} writes how blue each is. */
public final class CameraToMat {
    private CameraToMat() {}

    /** Runs until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        var converter = new OpenCVFrameConverter.ToMat();
        watch(args[0], picture -> {
            var frame = converter.convert(picture); // JavaCV's Frame: a view of the Mat, good as long as that is
            double blue = opencv_core.mean(picture).get();
            System.out.printf("%dx%d  %.1f%n", frame.imageWidth, frame.imageHeight, blue);
        });
    }

    static void watch(String camera, Consumer<Mat> code) throws InterruptedException {
        try (CamKit kit = CamKit.create()) {
            kit.camera("door").from(camera).to(new MatSink(code)).start();
            kit.awaitClose();
        }
    }
}
