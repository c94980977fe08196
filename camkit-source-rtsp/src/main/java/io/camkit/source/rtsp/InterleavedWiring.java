package io.camkit.source.rtsp;

import io.camkit.CamkitException;
import io.camkit.media.sdp.MediaDescription;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** All lanes over the RTSP connection itself, each with two channels (RFC 2326, section 10.12). */
final class InterleavedWiring implements Wiring {
    private record End(int lane, boolean reports) {}

    private record Channels(RtspConnection connection, int media, int reports) implements Wire {
        @Override
        public void sendMedia(ByteBuffer packet) {
            connection.sendPacket(media, packet);
        }

        @Override
        public void sendReport(ByteBuffer packet) {
            connection.sendPacket(reports, packet);
        }
    }

    private static final int LAST_CHANNEL = 255;

    private final RtspConnection connection;
    private final Taker taker;
    private final End[] ends = new End[LAST_CHANNEL + 1]; // by channel

    InterleavedWiring(RtspConnection connection, Taker taker) {
        this.connection = connection;
        this.taker = taker;
    }

    @Override
    public boolean unreliable() {
        return false;
    }

    @Override
    public void prepare(int lane, MediaDescription media, Consumer<String> ask, Consumer<CamkitException> failed) {
        ask.accept(TransportField.interleaved(media, lane));
    }

    /** A server that names no channel uses those that were asked for. */
    @Override
    public Optional<Wire> connect(int lane, TransportField answer) {
        int media = answer.first() < 0 ? 2 * lane : answer.first();
        int reports = answer.second() < 0 ? Math.min(media + 1, LAST_CHANNEL) : answer.second();
        if (answer.kind() != TransportField.Kind.TCP || ends[media] != null) {
            return Optional.empty();
        }
        ends[media] = new End(lane, false);
        if (ends[reports] == null) {
            ends[reports] = new End(lane, true);
        }
        return Optional.of(new Channels(connection, media, reports));
    }

    @Override
    public boolean expects(int channel) {
        return ends[channel] != null;
    }

    @Override
    public void onChannel(int channel, ByteBuffer packet) {
        End end = ends[channel];
        if (end == null) {
            return;
        }
        if (end.reports()) {
            taker.onReport(end.lane(), packet);
        } else {
            taker.onMedia(end.lane(), packet);
        }
    }

    @Override
    public void close() {
        Arrays.fill(ends, null);
    }
}
