package io.camkit.source.rtsp;

import io.camkit.CamkitException;
import io.camkit.TalkBack;
import io.camkit.media.sdp.MediaDescription;
import io.camkit.media.sdp.Sdp;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What one session plays: its video, its audio, and the camera's loudspeaker, each on its wire.
 *
 * <p><b>Threading.</b> The session's loop.
 */
final class Lanes implements Wiring.Taker, Lane.Listener {
    /** How many packets wait for one that is missing; a key frame of a large picture has a few hundred. */
    private static final int WINDOW = 64;

    /** The session. */
    interface Listener {
        /** The first packet came. */
        void onHeard();

        /** The camera says that the video has ended. */
        void onGoodbye();

        /** The video turns out to be none that camkit can pass on. */
        void onUnusable(CamkitException why);
    }

    private final SourceContext context;
    private final EventLoop loop;
    private final Listener listener;
    private final Wiring wiring;
    private List<MediaDescription> chosen = List.of();
    private LaneReceiver[] receivers = {}; // by lane; none where there is nothing to receive
    private int loudspeakerAt = -1;
    private @Nullable Loudspeaker loudspeaker;
    private boolean heard;
    private boolean closed;

    Lanes(Wiring.Maker wires, RtspConnection connection, SourceContext context, EventLoop loop, Listener listener) {
        this.context = context;
        this.loop = loop;
        this.listener = listener;
        this.wiring = wires.make(connection, this);
    }

    /**
     * Chooses what to play.
     *
     * @throws CamkitException if there is no video that camkit can read
     */
    void choose(Sdp sdp, RtspFaults faults, boolean withLoudspeaker) {
        List<MediaDescription> all = new ArrayList<>(MediaChoice.of(sdp, faults));
        Optional<MediaDescription> speaker =
                withLoudspeaker ? MediaChoice.loudspeaker(sdp, all.get(0)) : Optional.empty();
        speaker.ifPresent(found -> {
            all.remove(found);
            loudspeakerAt = all.size();
            all.add(found);
        });
        chosen = List.copyOf(all);
        receivers = new LaneReceiver[chosen.size()];
    }

    /** The video first. */
    List<MediaDescription> chosen() {
        return chosen;
    }

    boolean isLoudspeaker(int lane) {
        return lane == loudspeakerAt;
    }

    void prepare(int lane, Consumer<String> ask, Consumer<CamkitException> failed) {
        wiring.prepare(lane, chosen.get(lane), ask, failed);
    }

    /** Whether the server's answer connects the lane. */
    boolean connect(int lane, TransportField answer) {
        Optional<Wire> wire = closed ? Optional.empty() : wiring.connect(lane, answer);
        wire.ifPresent(connected -> begin(lane, connected));
        return wire.isPresent();
    }

    private void begin(int number, Wire wire) {
        MediaDescription media = chosen.get(number);
        if (isLoudspeaker(number)) {
            loudspeaker = new Loudspeaker(MediaChoice.speech(media), wire, context, loop);
            return;
        }
        boolean unreliable = wiring.unreliable();
        Lane lane = unreliable ? Lane.reordering(media, WINDOW, context, this) : Lane.ordered(media, context, this);
        receivers[number] = new LaneReceiver(media, lane, wire, unreliable, context);
    }

    void punch() {
        if (wiring.unreliable()) {
            whileOpen(LaneReceiver::punch);
        }
    }

    @Nullable
    TalkBack loudspeaker() {
        return loudspeaker;
    }

    /** Whether the camera sends a key frame when it is asked. */
    boolean takeRequests() {
        return connected().anyMatch(LaneReceiver::takesRequests);
    }

    void requestKeyFrame() {
        whileOpen(LaneReceiver::requestKeyFrame);
    }

    void sweep(long nowNanos) {
        whileOpen(receiver -> receiver.sweep(nowNanos));
    }

    /** What is sent may turn out to find no connection any more, which closes the lanes at once. */
    private void whileOpen(Consumer<LaneReceiver> action) {
        for (LaneReceiver receiver : connected().toList()) {
            if (!closed) {
                action.accept(receiver);
            }
        }
    }

    private Stream<LaneReceiver> connected() {
        return Stream.of(receivers).flatMap(Stream::ofNullable);
    }

    boolean expects(int channel) {
        return wiring.expects(channel);
    }

    void onChannel(int channel, ByteBuffer packet) {
        wiring.onChannel(channel, packet);
    }

    @Override
    public void onMedia(int number, ByteBuffer packet) {
        LaneReceiver receiver = receivers[number];
        if (receiver != null && !closed) {
            hear();
            receiver.media(packet);
        }
    }

    @Override
    public void onReport(int number, ByteBuffer packet) {
        LaneReceiver receiver = receivers[number];
        if (receiver != null && !closed && receiver.report(packet) && number == 0) {
            listener.onGoodbye();
        }
    }

    @Override
    public void onStranger(int number) {
        LaneReceiver receiver = receivers[number];
        if (receiver != null && !closed) {
            receiver.stranger();
        }
    }

    private void hear() {
        if (!heard) {
            heard = true;
            listener.onHeard();
        }
    }

    @Override
    public void unusable(CamkitException why) {
        listener.onUnusable(why);
    }

    @Override
    public void keyFrameWanted(Lane lane) {
        requestKeyFrame();
    }

    /** Nothing is emitted any more. Calling it twice does nothing. */
    void close() {
        closed = true;
        connected().forEach(LaneReceiver::close);
        if (loudspeaker != null) {
            loudspeaker.end();
        }
        wiring.close();
    }
}
