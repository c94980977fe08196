package io.camkit.http;

import io.camkit.CamkitException;
import io.camkit.spi.SinkContext;
import java.util.List;

/**
 * Where plugins mount what they serve: {@code context.service(Routes.class)}.
 *
 * <p><b>Threading.</b> Any thread, before and after the server has started.
 */
public interface Routes {
    /**
     * The routes of a sink's kit.
     *
     * @param sink the sink's name, for the message
     * @throws CamkitException {@code CK-5303} if the kit has no HTTP server
     */
    static Routes of(SinkContext context, String sink) {
        return context.service(Routes.class)
                .orElseThrow(() -> new CamkitException(
                        "CK-5303",
                        "the sink " + sink + " has no HTTP server to be reached through",
                        "camera " + context.camera().id(),
                        "add CamHttp before the camera is started: CamHttp.on(kit, 8080)",
                        CamkitException.Retry.GIVE_UP));
    }

    /**
     * Mounts routes with absolute path templates, for example {@code /api/cameras/{cam}}. A variable named {@code cam} is the camera
     * whose grant is asked for.
     *
     * @throws IllegalStateException if one is mounted there already; none is mounted then
     */
    Mount mount(List<Route> routes);

    /** Mounts routes of one camera: the template {@code stream.mjpg} is served at {@code /cameras/door/stream.mjpg}. */
    Mount mountCamera(String camera, List<Route> routes);

    /** What was mounted together. */
    interface Mount extends AutoCloseable {
        /** Unmounts and ends every response and WebSocket that these routes began. Calling it twice does nothing. */
        @Override
        void close();
    }
}
