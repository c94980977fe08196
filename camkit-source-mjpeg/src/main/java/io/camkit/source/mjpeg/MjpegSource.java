package io.camkit.source.mjpeg;

import io.camkit.KeyFrames;
import io.camkit.net.Connector;
import io.camkit.net.Loops;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.netty.channel.EventLoop;
import java.util.Optional;

/** One attempt to read a camera's pictures, on one of the kit's event loops. */
final class MjpegSource implements Source {
    private final MjpegCamera spec;
    private volatile @Nullable Running running;

    private record Running(MjpegSession session, EventLoop loop) {}

    MjpegSource(MjpegCamera spec) {
        this.spec = spec;
    }

    @Override
    public void start(SourceContext context) {
        Loops loops = context.service(Loops.class)
                .orElseThrow(() -> new IllegalStateException("the kit has no event loops: camkit-net is missing"));
        if (spec.secure()) {
            // made here rather than on the loop: it may read the machine's trust store
            spec.trust().context();
        }
        EventLoop loop = loops.next();
        Connector connector = new Connector(loops, context);
        MjpegSession session = new MjpegSession(
                spec, context, loop, (host, port, handler) -> connector.connect(host, port, loop, handler));
        running = new Running(session, loop);
        loop.execute(session::ask);
    }

    @Override
    public void stop() {
        Running started = running;
        if (started != null) {
            started.loop().execute(started.session()::leave);
        }
    }

    /** Single pictures can be asked for at any time; what a stream sends is the camera's choice. */
    @Override
    public <T> Optional<T> capability(Class<T> type) {
        Running started = running;
        if (type != KeyFrames.class || started == null || !started.session().polls()) {
            return Optional.empty();
        }
        KeyFrames pictures = () -> started.loop().execute(started.session()::askNow);
        return Optional.of(type.cast(pictures));
    }
}
