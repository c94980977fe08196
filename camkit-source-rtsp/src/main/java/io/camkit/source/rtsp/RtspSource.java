package io.camkit.source.rtsp;

import io.camkit.net.Connector;
import io.camkit.net.Loops;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.netty.channel.EventLoop;

/** One attempt to play a camera's stream, on one of the kit's event loops. */
final class RtspSource implements Source {
    private final Rtsp spec;
    private volatile @Nullable Runnable leave;

    RtspSource(Rtsp spec) {
        this.spec = spec;
    }

    @Override
    public void start(SourceContext context) {
        Loops loops = context.service(Loops.class)
                .orElseThrow(() -> new IllegalStateException("the kit has no event loops: camkit-net is missing"));
        EventLoop loop = loops.next();
        RtspSession session = new RtspSession(spec, context, loop);
        Connector connector = new Connector(loops, context);
        leave = () -> loop.execute(session::leave);
        loop.execute(() -> session.begin(connector));
    }

    @Override
    public void stop() {
        Runnable started = leave;
        if (started != null) {
            started.run();
        }
    }
}
