package io.camkit.core;

import io.camkit.Clock;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Metrics;
import io.camkit.spi.Nullable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The gate between a source and a channel. It lets through frames of the current attempt alone, in decode order, beginning with a key
 * frame; what it refuses it releases and counts.
 *
 * <p><b>Threading.</b> Any thread; guarded by the channel's monitor.
 */
final class FrameIntake {
    private static final long NEVER = Long.MIN_VALUE;

    private final Channel channel;
    private final Codec.Kind watched;
    private final Clock clock;
    private final Runnable onGroupNotKept;
    private final Metrics.Counter framesIn;
    private final Metrics.Counter bytesIn;
    private final Metrics.Counter late;
    private final Metrics.Counter backwards;
    private final Metrics.Counter undecodable;
    private @Nullable Attempt current;
    private @Nullable FrameHeader lastVideo;
    private @Nullable FrameHeader lastAudio;
    private boolean waitsForKey;
    private long videoFrames;
    private long lastVideoNanos = NEVER;
    private long lastAudioNanos = NEVER;

    /**
     * @param watched whose coming shows that the source works
     * @param onGroupNotKept told when a group of pictures exceeded its bound; returns at once
     */
    FrameIntake(
            Channel channel,
            Codec.Kind watched,
            Clock clock,
            Metrics metrics,
            Map<String, String> labels,
            Runnable onGroupNotKept) {
        this.channel = channel;
        this.watched = watched;
        this.clock = clock;
        this.onGroupNotKept = onGroupNotKept;
        framesIn = metrics.counter("camkit_frames_in_total", "Frames that arrived from the source", labels);
        bytesIn = metrics.counter("camkit_bytes_in_total", "Bytes of frames that arrived from the source", labels);
        late = dropped(metrics, labels, "after_end");
        backwards = dropped(metrics, labels, "backward_dts");
        undecodable = dropped(metrics, labels, "no_key_frame");
    }

    private static Metrics.Counter dropped(Metrics metrics, Map<String, String> labels, String reason) {
        return metrics.counter(
                "camkit_frames_dropped_total",
                "Frames that arrived and went no further, by reason",
                Labels.and(labels, "reason", reason));
    }

    /** From now on only frames of {@code attempt} pass. */
    void open(Attempt attempt) {
        synchronized (channel) {
            current = attempt;
            lastVideo = null;
            lastAudio = null;
            waitsForKey = true;
        }
    }

    /** No more frames of {@code attempt} pass. */
    void shut(Attempt attempt) {
        synchronized (channel) {
            if (current == attempt) {
                current = null;
            }
        }
    }

    /** Takes over the caller's share of {@code frame} whatever happens. */
    void accept(Attempt attempt, Frame frame) {
        // read before the share is gone
        boolean isWatched = frame.track().kind() == watched;
        boolean groupLost;
        synchronized (channel) {
            Metrics.Counter refusal = attempt == current ? refusal(attempt, frame) : late;
            if (refusal != null) {
                refusal.add(1);
                frame.release();
                return;
            }
            groupLost = channel.publish(frame);
        }
        channel.wakeAll();
        if (isWatched) {
            attempt.showed();
        }
        if (groupLost) {
            onGroupNotKept.run();
        }
    }

    private Metrics.@Nullable Counter refusal(Attempt attempt, Frame frame) {
        framesIn.add(1);
        bytesIn.add(frame.size());
        FrameHeader header = frame.header();
        boolean isVideo = header.track().kind() == Codec.Kind.VIDEO;
        if (goesBack(header, isVideo ? lastVideo : lastAudio)) {
            return backwards;
        }
        long now = clock.nanos();
        if (header.track().kind() == watched) {
            attempt.sawFrame(now);
        }
        if (!isVideo) {
            lastAudio = header;
            lastAudioNanos = now;
            return null;
        }
        lastVideo = header;
        lastVideoNanos = now;
        videoFrames++;
        if (waitsForKey && !Ring.startsGroup(header)) {
            channel.requestKeyFrame();
            return undecodable;
        }
        waitsForKey = false;
        return null;
    }

    private static boolean goesBack(FrameHeader header, @Nullable FrameHeader last) {
        return last != null && last.track().clockRate() == header.track().clockRate() && header.dts() <= last.dts();
    }

    /** Frames since the camera was started. */
    long framesIn() {
        return framesIn.value();
    }

    long bytesIn() {
        return bytesIn.value();
    }

    /** Pictures since the camera was started. */
    long videoFrames() {
        synchronized (channel) {
            return videoFrames;
        }
    }

    /** When the newest frame of this kind came; long before everything when none did. */
    long newestNanos(Codec.Kind kind) {
        synchronized (channel) {
            return kind == Codec.Kind.VIDEO ? lastVideoNanos : lastAudioNanos;
        }
    }

    /** Since the newest picture; empty before the first. */
    Optional<Duration> lastVideoAge(long nowNanos) {
        synchronized (channel) {
            return videoFrames == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nowNanos - lastVideoNanos));
        }
    }
}
