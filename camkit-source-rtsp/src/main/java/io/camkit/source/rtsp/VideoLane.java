package io.camkit.source.rtsp;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.Metrics;
import io.camkit.media.rtp.Depacketizer;
import io.camkit.media.rtp.DropReason;
import io.camkit.media.sdp.MediaDescription;
import io.camkit.media.sdp.Sdp;
import io.camkit.spi.SourceContext;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The video of a session: from packets to emitted frames. */
final class VideoLane implements Depacketizer.Output {
    private final MediaDescription media;
    private final SourceContext context;
    private final Consumer<CamkitException> unusable;
    private final Depacketizer depacketizer;
    private final Map<DropReason, Metrics.Counter> dropped = new EnumMap<>(DropReason.class);

    private VideoLane(MediaDescription media, SourceContext context, Consumer<CamkitException> unusable) {
        this.media = media;
        this.context = context;
        this.unusable = unusable;
        this.depacketizer = Depacketizer.of(media, context.allocator(), this);
    }

    /**
     * The first video that camkit can read.
     *
     * @param unusable told when its pictures turn out to be none that camkit can pass on
     * @throws CamkitException if there is none
     */
    static VideoLane choose(Sdp sdp, SourceContext context, RtspFaults faults, Consumer<CamkitException> unusable) {
        List<MediaDescription> videos =
                sdp.media().stream().filter(m -> m.kind().equals("video")).toList();
        for (MediaDescription video : videos) {
            if (video.formats().stream().anyMatch(Depacketizer::reads)) {
                return new VideoLane(video, context, unusable);
            }
        }
        throw videos.isEmpty() ? faults.noVideo() : faults.unsupportedCodec(names(videos));
    }

    private static String names(List<MediaDescription> videos) {
        return videos.stream()
                .flatMap(video -> video.formats().stream())
                .map(format -> format.encoding().isEmpty() ? format.toString() : format.encoding())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    String control() {
        return media.control();
    }

    /** Takes one RTP packet, lent for the call. */
    void packet(ByteBuffer packet) {
        depacketizer.packet(packet, context.clock().nanos());
    }

    @Override
    public void frame(Frame frame) {
        context.emit(frame);
    }

    @Override
    public void dropped(DropReason reason) {
        dropped.computeIfAbsent(reason, this::counter).add(1);
    }

    @Override
    public void timeRepaired() {
        context.metrics()
                .counter(
                        "camkit_source_times_repaired_total",
                        "Time stamps that jumped and were replaced by the frame's arrival",
                        Map.of("camera", context.camera()))
                .add(1);
    }

    @Override
    public void unusable(CamkitException why) {
        unusable.accept(why);
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
        depacketizer.close();
    }
}
