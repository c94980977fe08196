package io.camkit.sink.mjpeg;

import io.camkit.http.Action;
import io.camkit.http.Audience;
import io.camkit.http.Route;
import io.camkit.http.Routes;
import io.camkit.spi.Nullable;
import io.camkit.spi.Sink;
import io.camkit.spi.SinkContext;
import java.util.List;

/** Mounts one camera's stream and snapshot. */
final class MjpegSink implements Sink {
    private Routes.@Nullable Mount mount;
    private @Nullable Audience audience;

    @Override
    public void open(SinkContext context) {
        Routes routes = Routes.of(context, Mjpeg.NAME);
        Parts parts = new Parts(context.clock());
        Audience viewers = new Audience(context, Mjpeg.NAME, parts::clear);
        audience = viewers;
        mount = routes.mountCamera(
                context.camera().id(),
                List.of(
                        Route.get("stream.mjpg", Action.VIEW, new Stream(context, viewers, parts)),
                        Route.get("snapshot.jpg", Action.VIEW, new Snapshot(context))));
    }

    @Override
    public void close() {
        if (mount != null) {
            mount.close();
        }
        if (audience != null) {
            audience.close();
        }
    }
}
