package io.camkit.source.rtsp;

import io.camkit.KeyFrames;
import io.camkit.TalkBack;
import io.camkit.net.Loops;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import io.camkit.spi.SourceContext;
import java.util.Optional;

/** One attempt to play a camera's stream, on one of the kit's event loops. */
final class RtspSource implements Source {
    private final Rtsp spec;
    private volatile @Nullable RtspAttempt attempt;

    RtspSource(Rtsp spec) {
        this.spec = spec;
    }

    @Override
    public void start(SourceContext context) {
        Loops loops = context.service(Loops.class)
                .orElseThrow(() -> new IllegalStateException("the kit has no event loops: camkit-net is missing"));
        if (spec.isSecure()) {
            spec.trust().context(); // reads files the first time, which a loop must not
        }
        RtspAttempt started = new RtspAttempt(spec, context, loops);
        attempt = started;
        started.begin();
    }

    @Override
    public void stop() {
        RtspAttempt started = attempt;
        if (started != null) {
            started.leave();
        }
    }

    /** Key frames and the loudspeaker, while the camera offers them. */
    @Override
    public <T> Optional<T> capability(Class<T> type) {
        RtspAttempt started = attempt;
        if (started == null) {
            return Optional.empty();
        }
        if (type == KeyFrames.class) {
            return started.keyFrames().map(type::cast);
        }
        return type == TalkBack.class ? started.talkBack().map(type::cast) : Optional.empty();
    }
}
