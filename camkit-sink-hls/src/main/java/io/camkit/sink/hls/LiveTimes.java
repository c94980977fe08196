package io.camkit.sink.hls;

import io.camkit.Track;
import java.util.Map;
import java.util.TreeMap;

/**
 * The times that a live stream is written with. How long a frame lasts is known only when the next one is there, so it is guessed: as
 * long as the last ones did. Where the next one comes later than twice that, browsers see a gap and drop everything up to the next key
 * frame (Media Source Extensions, section 3.5.8); therefore the time of such a pause is left out of the stream. A frame has the same
 * times for whoever watches.
 *
 * <p><b>Threading.</b> One thread at a time.
 */
final class LiveTimes {
    private static final int USUAL_FRAME_RATE = 25;
    private static final double LONGEST_RATIO = 2;
    /** More than a kept group of pictures has. */
    private static final int MAX_PAUSES = 1000;

    /** From which decoding time on how many ticks are left out. */
    private final TreeMap<Long, Long> leftOut = new TreeMap<>();

    private final long shortest;
    /** One second: players stay close behind the end of what they have. */
    private final long longest;

    private long duration;
    private long lastStep;
    private long newestDts;
    private boolean begun;

    LiveTimes(Track track) {
        double rate = track.frameRate() > 0 ? track.frameRate() : USUAL_FRAME_RATE;
        this.duration = Math.max(1, Math.round(track.clockRate() / rate));
        this.shortest = Math.max(1, duration / 2);
        this.longest = track.clockRate();
        this.lastStep = duration;
    }

    /** A frame is about to be written; one that was seen before, for an earlier viewer, tells nothing. */
    void see(long dts) {
        long step = dts - newestDts;
        if (begun && step <= 0) {
            return;
        }
        if (begun) {
            if (step > LONGEST_RATIO * duration) {
                leaveOut(dts, step - duration);
            }
            // a single pause is not the rate, and neither is a step that is much too short, as from a corrected time
            duration = Math.min(longest, Math.max(shortest, Math.min(step, lastStep)));
            lastStep = step;
        }
        begun = true;
        newestDts = dts;
    }

    private void leaveOut(long fromDts, long ticks) {
        long before = leftOut.isEmpty() ? 0 : leftOut.lastEntry().getValue();
        leftOut.put(fromDts, before + ticks);
        if (leftOut.size() > MAX_PAUSES) {
            leftOut.pollFirstEntry();
        }
    }

    /** When a frame is decoded, in ticks of the stream. */
    long decodeTime(long dts) {
        Map.Entry<Long, Long> pauses = leftOut.floorEntry(dts);
        return Math.max(0, dts - (pauses == null ? 0 : pauses.getValue()));
    }

    /** How long the frame seen last is said to last, in ticks. */
    long duration() {
        return duration;
    }
}
