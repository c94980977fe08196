package io.camkit.samples.embed;

import io.camkit.CamKit;
import io.camkit.http.CamHttp;
import io.camkit.sink.mjpeg.Mjpeg;
import java.util.concurrent.Callable;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.javacv.OpenCVFrameGrabber;
import org.bytedeco.opencv.opencv_core.Mat;

/** What JavaCV grabs, as a camera: {@code MatToCamera 8080} serves the first webcam at localhost:8080/stream.mjpg. */
public final class MatToCamera {
    private MatToCamera() {}

    /** Serves the camera until it is killed. */
    public static void main(String[] args) throws Exception {
        try (CamKit kit = CamKit.create();
                CamHttp http = CamHttp.on(kit, Integer.parseInt(args[0]));
                OpenCVFrameGrabber webcam = new OpenCVFrameGrabber(0);
                OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
            webcam.start();
            // the Mat is a view of JavaCV's Frame, and both are good until the next is grabbed
            Callable<Mat> next = () -> converter.convert(webcam.grab());
            kit.camera("desk").from(new MatSource(next)).to(Mjpeg.stream()).start();
            http.start();
            kit.awaitClose();
        }
    }
}
