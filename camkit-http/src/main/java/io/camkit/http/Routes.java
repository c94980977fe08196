package io.camkit.http;

import java.util.List;

/**
 * Where plugins mount what they serve: {@code context.service(Routes.class)}.
 *
 * <p><b>Threading.</b> Any thread, before and after the server has started.
 */
public interface Routes {
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
