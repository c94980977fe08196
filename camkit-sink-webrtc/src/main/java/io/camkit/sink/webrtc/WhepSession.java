package io.camkit.sink.webrtc;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.media.rtp.RtcpFeedback;
import io.camkit.media.rtp.SenderReports;
import io.camkit.sink.webrtc.rtp.Broadcast;
import io.camkit.sink.webrtc.rtp.StreamIds;
import io.camkit.sink.webrtc.rtp.TrackSender;
import io.camkit.sink.webrtc.sdp.Answer;
import io.camkit.sink.webrtc.srtp.SrtpEncryptor;
import io.camkit.sink.webrtc.transport.Peer;
import io.camkit.sink.webrtc.transport.PeerPort;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One viewer: what he is sent, and what he says to it.
 *
 * <p><b>Threading.</b> The port's event loop.
 */
final class WhepSession implements Peer.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(WhepSession.class);
    private static final SenderReports REPORTS = new SenderReports(Answer.CANONICAL_NAME);
    private static final int TICKS_A_REPORT = 4;

    private final PeerPort port;
    private final WhepMetrics metrics;
    private final List<Planned> planned;
    private final Runnable onClosed;
    private final List<TrackSender> senders = new ArrayList<>();
    private @Nullable Peer peer;
    private long counted;
    private int ticks;
    private boolean closed;

    /**
     * What is sent once the peer is connected.
     *
     * @param ids what its packets are marked with
     */
    record Planned(Broadcast broadcast, StreamIds ids) {}

    /** @param onClosed runs once, however the session ends */
    WhepSession(PeerPort port, WhepMetrics metrics, List<Planned> planned, Runnable onClosed) {
        this.port = port;
        this.metrics = metrics;
        this.planned = List.copyOf(planned);
        this.onClosed = onClosed;
    }

    /** The connection to the viewer, from which everything else comes. */
    void over(Peer connection) {
        peer = connection;
    }

    @Override
    public void connected(SrtpEncryptor encryptor) {
        Peer connection = peer;
        if (closed || connection == null) {
            return;
        }
        for (Planned plan : planned) {
            senders.add(new TrackSender(
                    plan.broadcast(),
                    plan.ids(),
                    encryptor,
                    connection.output(),
                    new Told(plan.broadcast().kind()),
                    port.random(),
                    port.packet()));
        }
        metrics.joined();
        try {
            List.copyOf(senders).forEach(TrackSender::start);
        } catch (CamkitException e) {
            LOG.info("a viewer leaves: {}", e.getMessage());
            close();
        }
    }

    private final class Told implements TrackSender.Listener {
        private final Codec.Kind kind;

        Told(Codec.Kind kind) {
            this.kind = kind;
        }

        @Override
        public void skipped(long frames) {
            metrics.skipped(frames);
        }

        @Override
        public void ended(CamkitException why) {
            LOG.debug("a viewer's {} ends: {}", kind, why.getMessage());
            // who sees goes on to see when the sound is over
            if (kind == Codec.Kind.VIDEO || planned.size() == 1) {
                close();
            }
        }
    }

    @Override
    public void control(ByteBuffer packet) {
        for (RtcpFeedback said : RtcpFeedback.read(packet)) {
            if (said instanceof RtcpFeedback.Missing missing) {
                resend(missing);
            } else if (said instanceof RtcpFeedback.KeyFrameNeeded needed) {
                sender(needed.media()).ifPresent(TrackSender::keyFrameNeeded);
            }
        }
    }

    private Optional<TrackSender> sender(int source) {
        return senders.stream().filter(sender -> sender.source() == source).findFirst();
    }

    private void resend(RtcpFeedback.Missing missing) {
        sender(missing.media()).ifPresent(sender -> {
            metrics.resent(sender.resend(missing.sequence()));
            for (int following = missing.following(), next = 1; following != 0; following >>>= 1, next++) {
                if ((following & 1) != 0) {
                    metrics.resent(sender.resend((missing.sequence() + next) & 0xffff));
                }
            }
        });
        Peer connection = peer;
        if (connection != null) {
            connection.output().flush();
        }
    }

    @Override
    public void tick() {
        senders.forEach(TrackSender::tick);
        countFrames();
        ticks++;
        if (ticks % TICKS_A_REPORT == 0) {
            senders.forEach(this::report);
        }
    }

    private void countFrames() {
        long sent = senders.stream().mapToLong(TrackSender::frames).sum();
        metrics.sent(sent - counted);
        counted = sent;
    }

    private void report(TrackSender sender) {
        Peer connection = peer;
        byte[] packet = port.packet();
        ByteBuffer target = ByteBuffer.wrap(packet);
        sender.report(REPORTS, target);
        if (connection != null && target.position() > 0) {
            connection.sendControl(packet, target.position());
        }
    }

    @Override
    public void closed() {
        close();
    }

    /** Ends it. Calling it twice does nothing. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!senders.isEmpty()) {
            metrics.left();
        }
        countFrames();
        senders.forEach(TrackSender::close);
        Peer connection = peer;
        if (connection != null) {
            connection.close();
        }
        onClosed.run();
    }
}
