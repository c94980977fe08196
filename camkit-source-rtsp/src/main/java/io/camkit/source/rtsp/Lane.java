package io.camkit.source.rtsp;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.Metrics;
import io.camkit.media.rtp.Depacketizer;
import io.camkit.media.rtp.DropReason;
import io.camkit.media.sdp.MediaDescription;
import io.camkit.spi.SourceContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The video or the audio of a session: from packets to emitted frames.
 *
 * <p><b>Threading.</b> The session's loop.
 */
final class Lane implements Depacketizer.Output {
    /** In a row, where a network may have damaged what cannot be used. */
    private static final int MAX_REFUSALS = 25;
    /** As long as the slowest cameras take from key frame to key frame; then a new session is the better hope. */
    private static final long MAX_USELESS_NANOS = Duration.ofSeconds(30).toNanos();

    /** Told what only the session can do something about, inside {@link Lane#packet}. */
    interface Listener {
        /** The lane's pictures turn out to be none that camkit can pass on. */
        void unusable(CamkitException why);

        /** Nothing decodes until the camera sends a key frame. */
        void keyFrameWanted(Lane lane);
    }

    private final MediaDescription media;
    private final SourceContext context;
    private final Listener listener;
    private final Depacketizer depacketizer;
    private final int refusals;
    private int refused;
    private long lastFrameNanos;
    private boolean closed;
    private final Map<DropReason, Metrics.Counter> dropped = new EnumMap<>(DropReason.class);

    private Lane(MediaDescription media, int window, SourceContext context, Listener listener) {
        this.media = media;
        this.context = context;
        this.lastFrameNanos = context.clock().nanos();
        this.listener = listener;
        this.refusals = window > 0 ? MAX_REFUSALS : 1;
        this.depacketizer = window > 0
                ? Depacketizer.reordering(media, window, context.allocator(), this)
                : Depacketizer.of(media, context.allocator(), this);
    }

    /** A lane whose packets come in order. */
    static Lane ordered(MediaDescription media, SourceContext context, Listener listener) {
        return new Lane(media, 0, context, listener);
    }

    /** A lane whose packets may overtake each other; up to {@code window} of them wait for one that is missing. */
    static Lane reordering(MediaDescription media, int window, SourceContext context, Listener listener) {
        return new Lane(media, window, context, listener);
    }

    /** Where it is set up, as the description has it. */
    String control() {
        return media.control();
    }

    boolean isVideo() {
        return media.kind().equals("video");
    }

    /** Ticks a second of its packets' time stamps. */
    int clockRate() {
        return media.formats().stream()
                .filter(Depacketizer::reads)
                .findFirst()
                .orElseThrow()
                .clockRate();
    }

    /** Whether frames are being dropped until a key frame comes. */
    boolean needsKeyFrame() {
        return isVideo() && depacketizer.keyFrameWanted();
    }

    /** Takes one RTP packet, lent for the call, which came at {@code arrivalNanos}. */
    void packet(ByteBuffer packet, long arrivalNanos) {
        depacketizer.packet(packet, arrivalNanos);
    }

    @Override
    public void frame(Frame frame) {
        refused = 0;
        lastFrameNanos = context.clock().nanos();
        context.emit(frame);
    }

    @Override
    public void dropped(DropReason reason) {
        dropped.computeIfAbsent(reason, this::counter).add(1);
        if (!closed && isPicture(reason) && context.clock().nanos() - lastFrameNanos < MAX_USELESS_NANOS) {
            context.unchanged(); // packets get lost, the session does not
        }
    }

    /** Whether a picture came that cannot be shown, for which the camera is not to blame. */
    private boolean isPicture(DropReason reason) {
        return isVideo() && (reason == DropReason.DAMAGED || reason == DropReason.NO_KEY_FRAME);
    }

    @Override
    public void timeRepaired() {
        context.metrics()
                .counter(
                        "camkit_source_times_repaired_total",
                        "Time stamps that made no sense and were replaced by the frame's arrival",
                        Map.of("camera", context.camera()))
                .add(1);
    }

    @Override
    public void keyFrameWanted() {
        listener.keyFrameWanted(this);
    }

    @Override
    public void unusable(CamkitException why) {
        if (++refused >= refusals) {
            listener.unusable(why);
        }
    }

    private Metrics.Counter counter(DropReason reason) {
        return context.metrics()
                .counter(
                        "camkit_source_dropped_total",
                        "Packets and frames that a source gave up, by reason",
                        Map.of(
                                "camera",
                                context.camera(),
                                "reason",
                                reason.name().toLowerCase(Locale.ROOT)));
    }

    void close() {
        closed = true;
        depacketizer.close();
    }
}
