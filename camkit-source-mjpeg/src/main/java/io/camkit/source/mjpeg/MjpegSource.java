package io.camkit.source.mjpeg;

import io.camkit.net.Connector;
import io.camkit.net.Loops;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import io.netty.channel.EventLoop;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** One attempt to read a camera's stream, on one of the kit's event loops. */
final class MjpegSource implements Source {
    private final MjpegCamera spec;
    private final Supplier<SSLContext> tls;
    private volatile @Nullable Runnable leave;

    /** @param tls asked when there is something to encrypt */
    MjpegSource(MjpegCamera spec, Supplier<SSLContext> tls) {
        this.spec = spec;
        this.tls = tls;
    }

    @Override
    public void start(SourceContext context) {
        Loops loops = context.service(Loops.class)
                .orElseThrow(() -> new IllegalStateException("the kit has no event loops: camkit-net is missing"));
        EventLoop loop = loops.next();
        Connector connector = new Connector(loops, context);
        MjpegSession session = new MjpegSession(spec, context, loop, connector, tls);
        leave = () -> loop.execute(session::leave);
        loop.execute(session::ask);
    }

    /** Trusts whom this machine's Java trusts. */
    static SSLContext javaTrust() {
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
