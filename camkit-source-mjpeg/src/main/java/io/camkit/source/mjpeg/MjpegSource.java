package io.camkit.source.mjpeg;

import io.camkit.net.Connector;
import io.camkit.net.Loops;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.netty.channel.EventLoop;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

/** One attempt to read a camera's stream, on one of the kit's event loops. */
final class MjpegSource implements Source {
    private final MjpegCamera spec;
    private volatile @Nullable Runnable leave;

    MjpegSource(MjpegCamera spec) {
        this.spec = spec;
    }

    @Override
    public void start(SourceContext context) {
        Loops loops = context.service(Loops.class)
                .orElseThrow(() -> new IllegalStateException("the kit has no event loops: camkit-net is missing"));
        EventLoop loop = loops.next();
        Connector connector = new Connector(loops, context.clock(), context::lendThread);
        MjpegSession session = new MjpegSession(spec, context, loop, connector, javaTrust());
        leave = () -> loop.execute(session::leave);
        loop.execute(session::ask);
    }

    private static SSLContext javaTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    @Override
    public void stop() {
        Runnable started = leave;
        if (started != null) {
            started.run();
        }
    }
}
