package io.camkit.sink.hls;

import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.From;
import io.camkit.Want;
import io.camkit.http.Action;
import io.camkit.http.Audience;
import io.camkit.http.Route;
import io.camkit.http.Routes;
import io.camkit.http.StaticFiles;
import io.camkit.http.WebSocketListener;
import io.camkit.spi.Nullable;
import io.camkit.spi.Sink;
import io.camkit.spi.SinkContext;
import java.util.List;

/** Mounts one camera's WebSocket, and a page that plays it. */
final class LiveSink implements Sink {
    private static final Want WANT = Want.of(Codec.H264);
    private static final String PLAYER = "/io/camkit/sink/hls/player";

    private Routes.@Nullable Mount mount;
    private @Nullable Audience audience;

    @Override
    public void open(SinkContext context) {
        String camera = context.camera().id();
        Routes routes = Routes.of(context, Live.NAME);
        Fragments fragments = new Fragments();
        Audience viewers = new Audience(context, Live.NAME, fragments::clear);
        audience = viewers;
        Route live = Route.webSocket("live", Action.VIEW, socket -> {
            Feed feed = context.feed(WANT);
            return new Opened(() -> viewers.admit(feed, From.KEY_FRAME, socket, new LiveShow(socket, fragments)));
        });
        mount = routes.mountCamera(camera, List.of(live, player()));
    }

    /** Files that anybody may read are still shown only to those who may see the camera: that it exists is nobody else's business. */
    private static Route player() {
        Route files = StaticFiles.classPath("player/{path...}", LiveSink.class, PLAYER);
        return new Route(files.method(), files.template(), Action.VIEW, files.handler());
    }

    /** Viewers have nothing to say; what they send is left unread. */
    private record Opened(Runnable task) implements WebSocketListener {
        @Override
        public void onOpen() {
            task.run();
        }
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
