package io.camkit.media.mp4;

import io.camkit.Frame;
import io.camkit.Track;

/**
 * One track of a file: its number, its format, and how long its frames last.
 *
 * <p>A duration that is guessed must not be too short: where a frame comes later than twice the duration of the one before, browsers see
 * a gap and drop everything up to the next key frame (Media Source Extensions, section 3.5.8).
 */
final class Mp4Track {
    private static final int USUAL_FRAME_RATE = 25;
    /** For the first frame of a camera that says nothing about its rate; few send less than half of it. */
    private static final int SLOW_FRAME_RATE = 7;

    private static final int LONGEST_GUESS_SECONDS = 1;

    private final int id;
    private final Track track;
    private final SampleFormat format;
    private final long shortestDuration;
    private long usualDuration;
    private long newestDts;
    private boolean started;

    Mp4Track(int id, Track track) {
        this.id = id;
        this.track = track;
        this.format = SampleFormat.of(track);
        boolean told = track.frameRate() > 0;
        this.usualDuration = duration(track, told ? track.frameRate() : SLOW_FRAME_RATE);
        this.shortestDuration = duration(track, 2 * (told ? track.frameRate() : USUAL_FRAME_RATE));
    }

    private static long duration(Track track, double rate) {
        return Math.max(1, Math.round(track.clockRate() / rate));
    }

    int id() {
        return id;
    }

    Track track() {
        return track;
    }

    SampleFormat format() {
        return format;
    }

    /**
     * Takes note of a frame that is about to be written, to know how far frames are apart. One that is written again tells nothing, and a
     * step that is much too short, as from a corrected decoding time, is not believed.
     */
    void sees(Frame frame) {
        long step = frame.dts() - newestDts;
        if (started && step <= 0) {
            return;
        }
        if (started && step <= (long) LONGEST_GUESS_SECONDS * track.clockRate()) {
            usualDuration = Math.max(step, shortestDuration);
        }
        started = true;
        newestDts = frame.dts();
    }

    /** The best guess at the duration of the frame seen last. */
    long usualDuration() {
        return usualDuration;
    }
}
