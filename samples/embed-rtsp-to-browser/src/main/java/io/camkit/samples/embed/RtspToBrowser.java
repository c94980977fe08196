package io.camkit.samples.embed;

import io.camkit.CamKit;
import io.camkit.http.CamHttp;
import io.camkit.sink.hls.Live;
import io.camkit.sink.mjpeg.Mjpeg;
import io.camkit.source.rtsp.Rtsp;

/**
 * An RTSP camera in a browser: {@code RtspToBrowser rtsp://viewer:password@10.0.0.5/stream1 [port]}, then open
 * <a href="http://localhost:8080/cameras/door/player/">localhost:8080/cameras/door/player/</a>.
 */
public final class RtspToBrowser {
    private RtspToBrowser() {}

    /** Serves the camera until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        int port = args.length > 1 ? Integer.parseInt(args[1]) : 8080;
        try (CamKit kit = CamKit.create();
                CamHttp http = CamHttp.on(kit, port)) {
            kit.camera("door")
                    .from(Rtsp.at(args[0]))
                    .to(Live.fmp4(), Mjpeg.stream())
                    .start();
            http.start();
            kit.awaitClose();
        }
    }
}
