package io.camkit.server.proof;

import io.camkit.server.browser.Clips;
import io.camkit.spi.Nullable;
import io.camkit.testkit.FaultProxy;
import io.camkit.testkit.peers.FfmpegMjpegServer;
import io.camkit.testkit.peers.GstRtspServer;
import java.io.IOException;
import java.nio.file.Path;

/** An RTSP and an MJPEG camera, {@code rtsp} and {@code mjpeg}, that fail together and come back at the same addresses. */
final class FailingCameras implements AutoCloseable {
    /** About five seconds of pictures: a connection that has passed more stands still, a new one lasts until the page shows it. */
    private static final long STALLED_AFTER_BYTES = 600_000;

    private final Path clip;
    private final FfmpegMjpegServer mjpeg;
    private final FaultProxy mjpegNetwork;
    private final int rtspPort;
    private @Nullable GstRtspServer rtsp;

    FailingCameras(Path folder) throws IOException {
        clip = Clips.h264(folder);
        GstRtspServer first = GstRtspServer.of(clip).start();
        rtsp = first;
        rtspPort = first.port();
        mjpeg = FfmpegMjpegServer.of(Clips.jpegs(folder));
        mjpegNetwork = FaultProxy.to(mjpeg.port());
    }

    String configuration() {
        return """
                access: open
                cameras:
                  - {id: rtsp, source: "rtsp://127.0.0.1:%d/cam0"}
                  - {id: mjpeg, source: "http://127.0.0.1:%d/stream"}
                """.formatted(rtspPort, mjpegNetwork.port());
    }

    /** The RTSP server is killed; of the MJPEG server, connections are cut and its port is closed. */
    void die() {
        if (rtsp != null) {
            rtsp.close();
        }
        rtsp = null;
        mjpegNetwork.refuse();
    }

    /** Returns when both accept connections again. */
    void comeBack() {
        rtsp = GstRtspServer.of(clip).port(rtspPort).start();
        mjpegNetwork.forward();
    }

    /** Video stops; every socket stays open. An MJPEG connection that is made from now on works. */
    void stall() {
        if (rtsp != null) {
            rtsp.stopVideo();
        }
        mjpegNetwork.silentAfter(STALLED_AFTER_BYTES);
    }

    /** The RTSP server, too, has video again, for connections that are made from now on. */
    void wakeUp() {
        if (rtsp != null) {
            rtsp.resumeVideo();
        }
    }

    /** No connection stalls any more. */
    void settle() {
        mjpegNetwork.forward();
    }

    @Override
    public void close() {
        die();
        mjpegNetwork.close();
        mjpeg.close();
    }
}
