package io.camkit.sink.hls;

import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.From;
import io.camkit.Want;
import io.camkit.http.Action;
import io.camkit.http.Audience;
import io.camkit.http.Route;
import io.camkit.http.Routes;
import io.camkit.http.WebSocketListener;
import io.camkit.spi.Nullable;
import io.camkit.spi.Sink;
import io.camkit.spi.SinkContext;
import java.util.List;

/** Mounts one camera's WebSocket. */
final class LiveSink implements Sink {
    private static final Want WANT = Want.of(Codec.H264);

    private Routes.@Nullable Mount mount;
    private @Nullable Audience audience;

    @Override
    public void open(SinkContext context) {
        String camera = context.camera().id();
        Routes routes = Routes.of(context, Live.NAME);
        Fragments fragments = new Fragments();
        Audience viewers = new Audience(context, Live.NAME, fragments::clear);
        audience = viewers;
        mount = routes.mountCamera(camera, List.of(Route.webSocket("live", Action.VIEW, socket -> {
            Feed feed = context.feed(WANT);
            return new Opened(() -> viewers.admit(feed, From.KEY_FRAME, socket, new LiveShow(socket, fragments)));
        })));
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
