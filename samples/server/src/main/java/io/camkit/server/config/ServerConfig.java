package io.camkit.server.config;

import io.camkit.codec.javacv.Isolation;
import io.camkit.http.Access;
import io.camkit.sink.webrtc.WebRtcOptions;
import java.util.List;

/**
 * Everything the cam server is told.
 *
 * @param listen where it serves
 * @param access who may see what
 * @param isolation where FFmpeg runs
 * @param webRtc where its media goes
 * @param cameras in the order of the file
 * @param cameraFaults what keeps single cameras from working; the others go on
 */
public record ServerConfig(
        ListenConfig listen,
        Access access,
        Isolation isolation,
        WebRtcOptions webRtc,
        List<CameraConfig> cameras,
        List<Fault> cameraFaults) {
    /** Copies. */
    public ServerConfig {
        cameras = List.copyOf(cameras);
        cameraFaults = List.copyOf(cameraFaults);
    }
}
