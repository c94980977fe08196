package io.camkit.source.rtsp;

import io.camkit.CamkitException;
import io.camkit.Clock;
import io.camkit.media.sdp.MediaDescription;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The dialogue of one attempt: OPTIONS, DESCRIBE, SETUP, PLAY, then a sign of life now and then, and TEARDOWN.
 *
 * <p><b>Threading.</b> Its event loop.
 */
final class RtspSession implements RtspConnection.User, Lane.Listener {
    private static final Duration START_DEADLINE = Duration.ofSeconds(9);
    private static final Duration TEARDOWN_DEADLINE = Duration.ofMillis(500);

    private final Rtsp spec;
    private final RtspFaults faults;
    private final SourceContext context;
    private final EventLoop loop;
    private final RtspConnection connection;
    private String aliveMethod = "OPTIONS";
    private String playUri;
    private SessionHeader session = SessionHeader.NONE;
    private final Map<Integer, Lane> lanes = new HashMap<>(); // by channel
    private List<MediaDescription> chosen = List.of();
    private List<String> laneUris = List.of();
    private @Nullable Future<Channel> connecting;
    private Clock.@Nullable Cancellable timer;
    private boolean leaving;
    private boolean over;

    RtspSession(Rtsp spec, SourceContext context, EventLoop loop) {
        this.spec = spec;
        this.faults = spec.faults();
        this.context = context;
        this.loop = loop;
        this.playUri = spec.uri();
        this.connection = new RtspConnection(
                spec, context.clock(), spec.credentials().map(c -> new ClientAuth(c, context.random())), this);
    }

    /** Does nothing after {@link #leave}: a stop may overtake its start. */
    void begin(Connector connector) {
        if (over) {
            return;
        }
        after(START_DEADLINE, () -> connection.lose(faults.slowStart(START_DEADLINE.toSeconds())));
        connecting = connector.connect(spec.host(), spec.port(), loop, connection);
        connecting.addListener(this::connected);
    }

    private void connected(Future<? super Channel> outcome) {
        if (over) {
            return;
        }
        if (outcome.isSuccess()) {
            connection.request(RtspRequest.of("OPTIONS", spec.uri()), this::describe);
        } else {
            onLost((CamkitException) outcome.cause());
        }
    }

    /** What OPTIONS answered is worth a look but no condition: DESCRIBE tells what is wrong more exactly. */
    private void describe(RtspMessage options) {
        if (options.header("Public").contains("GET_PARAMETER")) {
            aliveMethod = "GET_PARAMETER";
        }
        connection.request(RtspRequest.of("DESCRIBE", spec.uri()).with("Accept", "application/sdp"), this::setUp);
    }

    private void setUp(RtspMessage described) {
        // any answer but 401: the password is good, or none is asked for
        context.reached(Step.LOGGED_IN);
        if (failed("DESCRIBE", described)) {
            return;
        }
        try {
            Sdp sdp = Sdp.parse(ByteBuffer.wrap(described.body().getBytes(StandardCharsets.UTF_8)));
            StreamUris uris = new StreamUris(spec.uri(), described);
            chosen = MediaChoice.of(sdp, faults);
            laneUris =
                    chosen.stream().map(media -> uris.resolve(media.control())).toList();
            playUri = uris.resolve(sdp.control());
            if (!StreamUris.isUsable(playUri) || !laneUris.stream().allMatch(StreamUris::isUsable)) {
                throw faults.unreadableDescription("a control address has characters that none can have");
            }
            context.reached(Step.DESCRIBED);
            setUpLane(0);
        } catch (CamkitException e) {
            connection.lose(e);
        }
    }

    private void setUpLane(int lane) {
        if (lane == chosen.size()) {
            connection.request(inSession("PLAY").with("Range", "npt=0.000-"), this::playing);
            return;
        }
        connection.request(
                inSession("SETUP", laneUris.get(lane)).with("Transport", InterleavedTransport.request(lane)),
                answer -> laneIsSetUp(lane, answer));
    }

    /** Without its video a session is lost; without its audio it goes on. */
    private void laneIsSetUp(int lane, RtspMessage answer) {
        boolean video = lane == 0;
        if (video && failed("SETUP", answer)) {
            return;
        }
        int channel = InterleavedTransport.mediaChannel(answer.header("Transport"), lane);
        if (answer.status() == 200 && channel >= 0 && !lanes.containsKey(channel)) {
            lanes.put(channel, Lane.ordered(chosen.get(lane), context, this));
        } else if (video) {
            connection.lose(faults.transportRefused(answer.header("Transport")));
            return;
        }
        if (session.id().isEmpty()) {
            session = SessionHeader.parse(answer.header("Session"));
        }
        setUpLane(lane + 1);
    }

    private void playing(RtspMessage played) {
        if (!failed("PLAY", played)) {
            context.transport("RTSP over TCP");
            after(session.aliveInterval(), this::stayAlive);
        }
    }

    private void stayAlive() {
        connection.request(inSession(aliveMethod), this::stayedAlive, this::stayAliveSoon);
    }

    private void stayedAlive(RtspMessage answer) {
        if (answer.status() == 454) {
            failed(aliveMethod, answer);
        } else {
            stayAliveSoon();
        }
    }

    /** Also when there was no answer: some cameras give none while they stream, and whether frames come is watched elsewhere. */
    private void stayAliveSoon() {
        after(session.aliveInterval(), this::stayAlive);
    }

    private RtspRequest inSession(String method) {
        return inSession(method, playUri);
    }

    private RtspRequest inSession(String method, String uri) {
        RtspRequest request = RtspRequest.of(method, uri);
        return session.id().isEmpty() ? request : request.with("Session", session.id());
    }

    private boolean failed(String method, RtspMessage answer) {
        boolean success = answer.status() >= 200 && answer.status() < 300;
        if (!success) {
            connection.lose(faults.of(method, answer));
        }
        return !success;
    }

    @Override
    public void onPacket(int number, ByteBuffer packet) {
        Lane lane = lanes.get(number);
        if (lane != null && !leaving) {
            lane.packet(packet);
        }
    }

    @Override
    public void unusable(CamkitException why) {
        connection.lose(why);
    }

    @Override
    public void keyFrameWanted(Lane lane) {
        // over TCP nothing is lost on the way, so the next one that the camera sends anyway is soon enough
    }

    /** Says good-bye if there is a session to end, but waits for the answer only shortly. */
    void leave() {
        if (over || leaving) {
            return;
        }
        leaving = true;
        if (session.id().isEmpty()) {
            connection.lose(faults.stopped());
            return;
        }
        after(TEARDOWN_DEADLINE, () -> connection.lose(faults.stopped()));
        connection.request(inSession("TEARDOWN"), answer -> connection.lose(faults.stopped()));
    }

    @Override
    public void onLost(CamkitException why) {
        if (over) {
            return;
        }
        over = true;
        disarm();
        if (connecting != null) {
            connecting.cancel(false);
        }
        lanes.values().forEach(Lane::close);
        context.ended(leaving ? faults.stopped() : why);
    }

    /** One timer at a time: the start's deadline, then signs of life, then the good-bye's. */
    private void after(Duration delay, Runnable task) {
        disarm();
        timer = context.clock()
                .schedule(
                        delay,
                        () -> loop.execute(() -> {
                            if (!over) {
                                task.run();
                            }
                        }));
    }

    private void disarm() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
