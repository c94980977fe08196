package io.camkit.codec.javacv;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import io.camkit.spi.Step;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes frames of what an input sends: one lane of pictures, and one of sound if there is sound. One thread at a time. */
final class Lanes implements InputListener {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final int MOST_TOLD = 16;

    private final SourceContext context;
    private final InputFaults faults;
    private final @Nullable Pace pace;
    private final Timeline timeline;
    private final DroppedPackets dropped;
    private final Map<Integer, Lane> lanes = new HashMap<>();
    private final List<String> ignored = new ArrayList<>();
    private volatile boolean opened;
    private volatile boolean hasVideo;
    private volatile boolean hasAudio;
    private volatile boolean shown;

    /** @param pace for an input that does not come at its own pace */
    Lanes(SourceContext context, InputFaults faults, @Nullable Pace pace) {
        this.context = context;
        this.faults = faults;
        this.pace = pace;
        this.dropped = new DroppedPackets(context);
        this.timeline = new Timeline(pace != null, () -> dropped.count("time_repaired"));
    }

    @Override
    public void opened(boolean complete) {
        opened = true;
        context.reached(Step.CONNECTED);
        context.reached(Step.LOGGED_IN);
        if (complete) {
            requireVideo();
        }
    }

    /** Whether there is a stream of pictures, if all streams are known now. */
    private void requireVideo() {
        if (!hasVideo) {
            throw faults.noVideo(hasAudio, List.copyOf(ignored));
        }
        context.reached(Step.DESCRIBED);
    }

    /** What to say of an input from which no picture has come in time. */
    io.camkit.CamkitException overdue(long seconds) {
        if (opened && !hasVideo) {
            return faults.noVideo(hasAudio, copyOfIgnored());
        }
        return opened ? faults.noPicture(seconds) : faults.notOpened(seconds);
    }

    private List<String> copyOfIgnored() {
        synchronized (ignored) {
            return List.copyOf(ignored);
        }
    }

    /** Whether a picture has come. */
    boolean shown() {
        return shown;
    }

    @Override
    public void stream(StreamFormat format) {
        Lane known = lanes.get(format.index());
        if (known != null) {
            known.configure(format);
        } else if (format.codec().kind() == Codec.Kind.VIDEO ? !hasVideo : !hasAudio) {
            lanes.put(format.index(), lane(format));
            hasVideo |= format.codec().kind() == Codec.Kind.VIDEO;
            hasAudio |= format.codec().kind() == Codec.Kind.AUDIO;
        }
    }

    private Lane lane(StreamFormat format) {
        return switch (format.codec()) {
            case H264, H265 -> new NalLane(format, context, timeline, dropped);
            case JPEG -> new JpegLane(format, context, timeline, dropped);
            case AAC, OPUS, PCMU, PCMA -> new SoundLane(format, context, timeline, dropped);
            case I420, GRAY8 -> throw new IllegalArgumentException("no input sends " + format.codec());
        };
    }

    @Override
    public void ignored(String what) {
        synchronized (ignored) {
            if (ignored.size() < MOST_TOLD) {
                ignored.add(what);
                LOG.info("camera {}: a stream is left out: {}", context.camera(), what);
            }
        }
    }

    @Override
    public void packet(int stream, long pts, long dts, ByteBuffer bytes) {
        Lane lane = lanes.get(stream);
        if (lane == null) {
            dropped.count("no_stream");
        }
        Frame frame =
                lane == null ? null : lane.take(pts, dts, bytes, context.clock().nanos());
        shown |= frame != null && frame.track().kind() == Codec.Kind.VIDEO;
        if (pace != null) {
            pace.take(frame);
        } else if (frame != null) {
            context.emit(frame);
        }
    }

    @Override
    public void restarted() {
        requireVideo();
        if (!shown) {
            throw faults.noPicture(0);
        }
        timeline.restart();
    }

    void close() {
        lanes.values().forEach(Lane::close);
    }
}
