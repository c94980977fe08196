package io.camkit.server.probe;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.spi.Nullable;
import java.util.ArrayList;
import java.util.List;

/** What a stream turned out to be: rate, bits, and how far its key frames are apart. By the stream's own time, not by the network's. */
final class Measured {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BITS = 8;

    private final List<Double> gapSeconds = new ArrayList<>();
    private final List<Integer> gapFrames = new ArrayList<>();
    private @Nullable Track video;
    private @Nullable Track audio;
    private long firstNanos;
    private long lastNanos;
    private long keyNanos;
    private long bytes;
    private int frames;
    private int sinceKey;

    /** One frame, in the order of arrival. Pictures before the first key frame count for nothing. */
    void add(FrameHeader header, int size) {
        Track track = header.track();
        if (track.kind() == Codec.Kind.AUDIO) {
            audio = track;
            return;
        }
        if (track != video) {
            // other parameters: its times may begin anew
            boolean begun = video != null;
            video = track;
            if (begun && !header.keyFrame()) {
                return;
            }
            restart(track.toNanos(header.pts()));
        } else if (header.keyFrame()) {
            keyFrame(track.toNanos(header.pts()));
        }
        frames++;
        sinceKey++;
        bytes += size;
        lastNanos = Math.max(lastNanos, track.toNanos(header.pts()));
    }

    private void restart(long nanos) {
        gapSeconds.clear();
        gapFrames.clear();
        firstNanos = nanos;
        lastNanos = nanos;
        keyNanos = nanos;
        bytes = 0;
        frames = 0;
        sinceKey = 0;
    }

    private void keyFrame(long nanos) {
        gapSeconds.add((nanos - keyNanos) / NANOS_PER_SECOND);
        gapFrames.add(sinceKey);
        keyNanos = nanos;
        sinceKey = 0;
    }

    @Nullable
    Track video() {
        return video;
    }

    @Nullable
    Track audio() {
        return audio;
    }

    int frames() {
        return frames;
    }

    double seconds() {
        return (lastNanos - firstNanos) / NANOS_PER_SECOND;
    }

    double framesPerSecond() {
        return frames < 2 ? 0 : (frames - 1) / Math.max(seconds(), 1e-3);
    }

    long bitsPerSecond() {
        return frames < 2 ? 0 : Math.round(bytes * BITS * (frames - 1) / frames / Math.max(seconds(), 1e-3));
    }

    /** Whole groups of pictures that were seen. */
    int groups() {
        return gapSeconds.size();
    }

    /** The longest distance between two key frames, in seconds; since the last one when there was no second. */
    double longestSeconds() {
        return gapSeconds.stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse((lastNanos - keyNanos) / NANOS_PER_SECOND);
    }

    double shortestSeconds() {
        return gapSeconds.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }

    int longestFrames() {
        return gapFrames.stream().mapToInt(Integer::intValue).max().orElse(sinceKey);
    }
}
