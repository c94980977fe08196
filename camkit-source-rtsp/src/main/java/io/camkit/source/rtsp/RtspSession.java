package io.camkit.source.rtsp;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.TalkBack;
import io.camkit.media.sdp.Sdp;
import io.camkit.net.ClientAuth;
import io.camkit.net.Connector;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import io.camkit.spi.Step;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The dialogue of one session: OPTIONS, DESCRIBE, SETUP, PLAY, then a sign of life now and then, and TEARDOWN.
 *
 * <p>What is due when is swept four times a second.
 *
 * <p><b>Threading.</b> Its event loop.
 */
final class RtspSession implements RtspConnection.User, Lanes.Listener {
    private static final Duration START_DEADLINE = Duration.ofSeconds(9);
    private static final Duration TEARDOWN_DEADLINE = Duration.ofMillis(500);
    private static final Duration SILENCE_DEADLINE = Duration.ofSeconds(2);
    private static final Duration SWEEP = Duration.ofMillis(250);
    /** What a server must know to have a loudspeaker (ONVIF Streaming, section 5.3.1). */
    private static final String LOUDSPEAKER = "www.onvif.org/ver20/backchannel";

    /** The one whose session it is. */
    interface Owner {
        /**
         * The camera said that it plays.
         *
         * @param takesRequests whether it can be asked for key frames
         */
        void plays(boolean takesRequests, @Nullable TalkBack loudspeaker);

        /** The first packet came. */
        void heard();

        /** The session is over. Called once. */
        void over(Outcome outcome);
    }

    private final Rtsp spec;
    private final RtspFaults faults;
    private final Rtsp.Transport transport;
    private final SourceContext context;
    private final EventLoop loop;
    private final Owner owner;
    private final RtspConnection connection;
    private final Lanes lanes;
    private final KeepAlive alive = new KeepAlive();
    private StreamUris uris;
    private String playUri;
    private SessionHeader session = SessionHeader.NONE;
    private @Nullable Sdp description;
    private @Nullable Future<Channel> connecting;
    private Clock.@Nullable Cancellable sweeping;
    private @Nullable Outcome outcome;
    private boolean patient;
    private boolean playing;
    private boolean heard;
    private boolean over;
    private long deadline;

    RtspSession(
            Rtsp spec,
            Rtsp.Transport transport,
            Wiring.Maker wires,
            SourceContext context,
            EventLoop loop,
            Owner owner) {
        this.spec = spec;
        this.faults = spec.faults();
        this.transport = transport;
        this.context = context;
        this.loop = loop;
        this.owner = owner;
        this.uris = StreamUris.asked(spec);
        this.playUri = spec.uri();
        this.connection = new RtspConnection(
                spec, context.clock(), spec.credentials().map(c -> new ClientAuth(c, context.random())), this);
        this.lanes = new Lanes(wires, connection, context, loop, this);
    }

    /** @param patient whether it is content when no packet comes, because there is no other transport to try */
    void begin(Connector connector, boolean patient) {
        this.patient = patient;
        deadline = in(START_DEADLINE);
        sweepLater();
        connecting = connector.connect(spec.host(), spec.port(), loop, connection.onChannel());
        connecting.addListener(this::connected);
    }

    private long in(Duration time) {
        return context.clock().nanos() + time.toNanos();
    }

    private void connected(Future<? super Channel> done) {
        if (over) {
            return;
        }
        if (done.isSuccess()) {
            connection.request(RtspRequest.of("OPTIONS", spec.uri()), this::describe);
        } else {
            onLost((CamkitException) done.cause());
        }
    }

    /** What OPTIONS answered is worth a look but no condition: DESCRIBE tells what is wrong more exactly. */
    private void describe(RtspMessage options) {
        alive.offered(options);
        RtspRequest request = RtspRequest.of("DESCRIBE", spec.uri()).with("Accept", "application/sdp");
        if (spec.wantsTalkBack()) {
            connection.request(
                    request.with("Require", LOUDSPEAKER), answer -> describedWithLoudspeaker(request, answer));
        } else {
            connection.request(request, this::described);
        }
    }

    /** A server that does not know what is required says so with 551; others say something else, or 404. */
    private void describedWithLoudspeaker(RtspRequest without, RtspMessage answer) {
        if (answer.succeeded() || answer.redirects()) {
            described(answer);
        } else {
            connection.request(without, this::described);
        }
    }

    private void described(RtspMessage answer) {
        // any answer but 401: the password is good, or none is asked for
        context.reached(Step.LOGGED_IN);
        if (answer.redirects()) {
            onRedirect(answer.header("Location"));
            return;
        }
        if (failed("DESCRIBE", answer)) {
            return;
        }
        try {
            Sdp sdp = Sdp.parse(ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8)));
            description = sdp;
            lanes.choose(sdp, faults, spec.wantsTalkBack());
            uris = StreamUris.of(spec, answer);
            checkControls(sdp);
            context.reached(Step.DESCRIBED);
            setUp(0);
        } catch (CamkitException e) {
            connection.lose(e);
        }
    }

    private void checkControls(Sdp sdp) {
        playUri = uris.resolve(sdp.control());
        boolean usable = lanes.chosen().stream()
                .map(media -> uris.resolve(media.control()))
                .allMatch(StreamUris::isUsable);
        if (!usable || !StreamUris.isUsable(playUri)) {
            throw faults.unreadableDescription("a control address has characters that none can have");
        }
    }

    private void setUp(int lane) {
        if (lane == lanes.chosen().size()) {
            lanes.punch();
            RtspRequest play = inSession("PLAY", playUri).with("Range", "npt=0.000-");
            connection.request(lanes.loudspeaker() == null ? play : play.with("Require", LOUDSPEAKER), this::played);
            return;
        }
        lanes.prepare(lane, field -> requestSetUp(lane, field), connection::lose);
    }

    private void requestSetUp(int lane, String field) {
        String uri = uris.resolve(lanes.chosen().get(lane).control());
        RtspRequest request = inSession("SETUP", uri).with("Transport", field);
        connection.request(
                lanes.isLoudspeaker(lane) ? request.with("Require", LOUDSPEAKER) : request,
                answer -> laneAnswered(lane, field, answer));
    }

    /** Without its video a session is lost; without its audio it goes on. */
    private void laneAnswered(int lane, String field, RtspMessage answer) {
        boolean first = lane == 0;
        boolean connected = answer.succeeded() && lanes.connect(lane, TransportField.parse(answer.header("Transport")));
        if (session.id().isEmpty()) {
            session = SessionHeader.parse(answer.header("Session"));
        }
        if (connected || !first) {
            setUp(lane + 1);
        } else if (answer.succeeded()) {
            finish(new Outcome.Unserved(faults.transportRefused(transport, answer.header("Transport"))));
        } else if (answer.status() < 500
                && answer.status() != 454
                && answer.status() != 461
                && uris.namedAnotherBase()) {
            // the base that the server names may be wrong; what was asked for a description is right
            uris = StreamUris.asked(spec);
            playUri = uris.resolve(description == null ? "" : description.control());
            requestSetUp(lane, field);
        } else if (answer.status() == 461 || answer.status() == 400) {
            // some servers find what they do not support merely bad
            String said = answer.status() + " " + answer.phrase();
            finish(new Outcome.Unserved(faults.transportRefused(transport, said.strip())));
        } else {
            failed("SETUP", answer);
        }
    }

    private void played(RtspMessage answer) {
        if (failed("PLAY", answer)) {
            return;
        }
        playing = true;
        deadline = in(SILENCE_DEADLINE);
        alive.begin(session, context.clock().nanos());
        context.transport((spec.isSecure() ? "RTSPS over " : "RTSP over ") + transport);
        owner.plays(lanes.takeRequests(), lanes.loudspeaker());
    }

    void requestKeyFrame() {
        lanes.requestKeyFrame();
    }

    private void sweepLater() {
        sweeping = context.clock().schedule(SWEEP, () -> loop.execute(this::sweep));
    }

    private void sweep() {
        if (over) {
            return;
        }
        sweepLater();
        long now = context.clock().nanos();
        if (outcome != null) {
            loseAt(now, faults.stopped());
        } else if (!playing) {
            loseAt(now, faults.slowStart(START_DEADLINE.toSeconds()));
        } else {
            sweepPlaying(now);
        }
    }

    private void loseAt(long now, CamkitException why) {
        if (now - deadline >= 0) {
            connection.lose(why);
        }
    }

    private void sweepPlaying(long now) {
        lanes.sweep(now);
        if (!heard && !patient && now - deadline >= 0) {
            finish(new Outcome.Unserved(faults.nothingHeard(transport, SILENCE_DEADLINE.toSeconds())));
        } else if (alive.isDue(now)) {
            alive.asked(now);
            connection.request(inSession(alive.method(), playUri), this::stayedAlive, () -> {});
        }
    }

    /** No answer means nothing: some cameras give none while they stream, and whether frames come is watched elsewhere. */
    private void stayedAlive(RtspMessage answer) {
        if (answer.status() == 454) {
            failed(alive.method(), answer);
        } else if (!answer.succeeded()) {
            alive.refused();
        }
    }

    private RtspRequest inSession(String method, String uri) {
        RtspRequest request = RtspRequest.of(method, uri);
        return session.id().isEmpty() ? request : request.with("Session", session.id());
    }

    private boolean failed(String method, RtspMessage answer) {
        if (!answer.succeeded()) {
            connection.lose(faults.of(method, answer));
        }
        return !answer.succeeded();
    }

    @Override
    public void onPacket(int channel, ByteBuffer packet) {
        lanes.onChannel(channel, packet);
    }

    @Override
    public boolean expects(int channel) {
        return lanes.expects(channel);
    }

    @Override
    public void onRedirect(String location) {
        finish(new Outcome.Moved(location, faults.notFollowed("it is asked to go elsewhere")));
    }

    @Override
    public void onHeard() {
        heard = true;
        owner.heard();
    }

    @Override
    public void onGoodbye() {
        connection.lose(faults.goodbye());
    }

    @Override
    public void onUnusable(CamkitException why) {
        connection.lose(why);
    }

    void leave() {
        finish(new Outcome.Ended(faults.stopped()));
    }

    /** Says good-bye if there is a session to end, but waits for the answer only shortly. */
    private void finish(Outcome how) {
        if (over || outcome != null) {
            return;
        }
        outcome = how;
        lanes.close();
        if (session.id().isEmpty()) {
            connection.lose(faults.stopped());
            return;
        }
        deadline = in(TEARDOWN_DEADLINE);
        connection.request(inSession("TEARDOWN", playUri), answer -> connection.lose(faults.stopped()));
    }

    @Override
    public void onLost(CamkitException why) {
        if (over) {
            return;
        }
        over = true;
        if (sweeping != null) {
            sweeping.cancel();
        }
        if (connecting != null) {
            connecting.cancel(false);
        }
        lanes.close();
        owner.over(outcome != null ? outcome : new Outcome.Ended(why));
    }
}
