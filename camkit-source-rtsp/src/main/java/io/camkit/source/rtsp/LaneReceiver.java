package io.camkit.source.rtsp;

import io.camkit.media.rtp.DropReason;
import io.camkit.media.rtp.Probation;
import io.camkit.media.rtp.Reception;
import io.camkit.media.rtp.ReceptionReport;
import io.camkit.media.rtp.Rtcp;
import io.camkit.media.rtp.RtcpWriter;
import io.camkit.media.sdp.MediaDescription;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * One lane on its wire: hands packets to the lane, tells the camera how they arrive (RFC 3550, section 6), and asks it for key frames (RFC
 * 4585 and 5104) where it offers that.
 *
 * <p><b>Threading.</b> The session's loop.
 */
final class LaneReceiver {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** RFC 3550, section 6.3.1: five seconds, half of it at first, spread by half of it, and a correction for that. */
    private static final double INTERVAL_NANOS = 5.0 * NANOS_PER_SECOND / (Math.E - 1.5);
    /** A request may be lost, and an encoder needs a moment to answer it. */
    private static final long KEY_FRAME_PATIENCE = NANOS_PER_SECOND / 2;

    private enum Feedback {
        NONE,
        PICTURE_LOSS,
        FULL_INTRA
    }

    private final Lane lane;
    private final Wire wire;
    private final SourceContext context;
    private final RtcpWriter writer;
    private final Reception reception;
    private final Feedback feedback;
    private final @Nullable Probation probation;
    private long nextReportNanos;
    private long lastRequestNanos;
    private int sender;
    private boolean heard;

    /** @param unreliable whether the wire may lose, reorder and damage packets */
    LaneReceiver(MediaDescription media, Lane lane, Wire wire, boolean unreliable, SourceContext context) {
        this.lane = lane;
        this.wire = wire;
        this.context = context;
        this.writer = new RtcpWriter(context.random().nextInt(), "camkit-" + context.camera());
        this.reception = new Reception(lane.clockRate());
        this.feedback = feedback(media);
        this.probation = unreliable ? new Probation() : null;
        long now = context.clock().nanos();
        this.nextReportNanos = now + interval() / 2;
        this.lastRequestNanos = now - KEY_FRAME_PATIENCE;
    }

    private static Feedback feedback(MediaDescription media) {
        if (media.feedback().contains("nack pli")) {
            return Feedback.PICTURE_LOSS;
        }
        return media.feedback().contains("ccm fir") ? Feedback.FULL_INTRA : Feedback.NONE;
    }

    private long interval() {
        return Math.round(INTERVAL_NANOS * (0.5 + context.random().nextDouble()));
    }

    /** Whether the camera sends a key frame when it is asked. */
    boolean takesRequests() {
        return feedback != Feedback.NONE;
    }

    /** Takes an RTP packet, lent for the call. */
    void media(ByteBuffer packet) {
        if (probation != null && !probation.admits(packet)) {
            lane.dropped(DropReason.STRAY);
            return;
        }
        long now = context.clock().nanos();
        reception.packet(packet, now);
        sender = packet.remaining() >= 12 ? packet.getInt(packet.position() + 8) : sender;
        heard = true;
        lane.packet(packet, now);
    }

    /**
     * Takes an RTCP packet, lent for the call.
     *
     * @return whether the camera says that this lane has ended
     */
    boolean report(ByteBuffer packet) {
        boolean ended = false;
        for (Rtcp said : Rtcp.read(packet)) {
            if (said instanceof Rtcp.SenderReport report) {
                reception.report(report, context.clock().nanos());
            } else {
                ended |= heard && said.source() == sender;
            }
        }
        return ended;
    }

    /** Somebody else than the camera sent something. */
    void stranger() {
        lane.dropped(DropReason.STRAY);
    }

    /** Asks for a key frame, unless that was done a moment ago or the camera does not take requests. */
    void requestKeyFrame() {
        long now = context.clock().nanos();
        if (feedback == Feedback.NONE || !heard || now - lastRequestNanos < KEY_FRAME_PATIENCE) {
            return;
        }
        lastRequestNanos = now;
        wire.sendReport(
                feedback == Feedback.PICTURE_LOSS
                        ? writer.pictureLoss(reports(now), sender)
                        : writer.fullIntra(reports(now), sender));
        context.metrics()
                .counter(
                        "camkit_source_key_frames_requested_total",
                        "Key frames that a camera was asked for",
                        Map.of("camera", context.camera()))
                .add(1);
    }

    /** What time has made due. */
    void sweep(long nowNanos) {
        if (lane.needsKeyFrame()) {
            requestKeyFrame();
        }
        if (nowNanos >= nextReportNanos) {
            nextReportNanos = nowNanos + interval();
            wire.sendReport(writer.report(reports(nowNanos)));
        }
    }

    private List<ReceptionReport> reports(long now) {
        return reception.started() ? List.of(reception.report(now)) : List.of();
    }

    /** Opens the way for packets through a router or firewall that lets in answers only. */
    void punch() {
        wire.sendMedia(ByteBuffer.allocate(12).put(0, (byte) 0x80));
        wire.sendReport(writer.report(List.of()));
    }

    void close() {
        lane.close();
    }
}
