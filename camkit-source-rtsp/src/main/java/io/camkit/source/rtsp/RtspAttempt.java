package io.camkit.source.rtsp;

import io.camkit.CamkitException;
import io.camkit.KeyFrames;
import io.camkit.TalkBack;
import io.camkit.net.Connector;
import io.camkit.net.Loops;
import io.camkit.source.rtsp.Rtsp.Transport;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import io.netty.channel.EventLoop;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one attempt: mostly one, but another wherever a redirect leads, and another over the other transport when the camera
 * does not serve the first.
 *
 * <p><b>Threading.</b> Any thread; what it is told by a session comes on the loop.
 */
final class RtspAttempt implements RtspSession.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(RtspAttempt.class);
    private static final int MAX_REDIRECTS = 3;

    private final Rtsp asked;
    private final SourceContext context;
    private final Loops loops;
    private final EventLoop loop;
    private final Connector connector;
    private Rtsp spec;
    private Transport transport;
    private boolean changedTransport;
    private int redirects;
    private @Nullable RtspSession session;
    private boolean leaving;
    private volatile @Nullable KeyFrames keyFrames;
    private volatile @Nullable TalkBack talkBack;

    RtspAttempt(Rtsp spec, SourceContext context, Loops loops) {
        this.asked = spec;
        this.spec = spec;
        this.context = context;
        this.loops = loops;
        this.loop = loops.next();
        this.connector = new Connector(loops, context);
        this.transport = spec.firstTransport();
    }

    void begin() {
        loop.execute(this::open);
    }

    /** Does nothing after {@link #leave}: a stop may overtake its start. */
    private void open() {
        if (leaving) {
            context.ended(spec.faults().stopped());
            return;
        }
        Wiring.Maker wires =
                transport == Transport.TCP ? InterleavedWiring::new : (c, t) -> new UdpWiring(loops, loop, c, t);
        RtspSession next = new RtspSession(spec, transport, wires, context, loop, this);
        session = next;
        next.begin(connector, !mayChange());
    }

    private boolean mayChange() {
        return !changedTransport && !spec.isSecure();
    }

    void leave() {
        loop.execute(() -> {
            leaving = true;
            if (session != null) {
                session.leave();
            }
        });
    }

    Optional<KeyFrames> keyFrames() {
        return Optional.ofNullable(keyFrames);
    }

    Optional<TalkBack> talkBack() {
        return Optional.ofNullable(talkBack);
    }

    @Override
    public void plays(boolean takesRequests, @Nullable TalkBack loudspeaker) {
        RtspSession playing = session;
        if (takesRequests && playing != null) {
            keyFrames = () -> loop.execute(playing::requestKeyFrame);
        }
        talkBack = loudspeaker;
    }

    @Override
    public void heard() {
        asked.remember(transport);
    }

    @Override
    public void over(Outcome outcome) {
        keyFrames = null;
        talkBack = null;
        if (leaving) {
            context.ended(spec.faults().stopped());
        } else if (outcome instanceof Outcome.Moved moved) {
            follow(moved.location());
        } else if (outcome instanceof Outcome.Unserved unserved && mayChange()) {
            changeTransport(unserved.why());
        } else {
            context.ended(outcome.why());
        }
    }

    private void follow(String location) {
        if (++redirects > MAX_REDIRECTS) {
            context.ended(spec.faults().notFollowed("this is the " + redirects + "th time"));
            return;
        }
        try {
            spec = spec.movedTo(location);
            transport = spec.isSecure() ? Transport.TCP : transport; // what UDP carries is not within TLS
            open();
        } catch (CamkitException e) {
            context.ended(e);
        }
    }

    private void changeTransport(CamkitException why) {
        changedTransport = true;
        LOG.info("{}: {} ({}); trying {}", context.camera(), why.what(), spec, transport.other());
        transport = transport.other();
        asked.remember(transport);
        open();
    }
}
