package io.camkit.media.mp4;

import io.camkit.Frame;
import io.camkit.Track;

/** One track of a file: its number, its format, and how long its frames last. */
final class Mp4Track {
    private static final int USUAL_FRAME_RATE = 25;
    private static final int LONGEST_GUESS_SECONDS = 1;

    private final int id;
    private final Track track;
    private final SampleFormat format;
    private final long shortestDuration;
    private long usualDuration;
    private long lastDts;
    private boolean started;

    Mp4Track(int id, Track track) {
        this.id = id;
        this.track = track;
        this.format = SampleFormat.of(track);
        double rate = track.frameRate() > 0 ? track.frameRate() : USUAL_FRAME_RATE;
        this.usualDuration = Math.max(1, Math.round(track.clockRate() / rate));
        this.shortestDuration = Math.max(1, usualDuration / 2);
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
     * Takes note of a frame that is about to be written, to know how far frames are apart. A step that is much too short, as from a
     * corrected decoding time, is not believed: where a frame comes later than twice the duration of the one before, browsers see a gap
     * and drop everything up to the next key frame (Media Source Extensions, section 3.5.8).
     */
    void sees(Frame frame) {
        long step = frame.dts() - lastDts;
        if (started && step > 0 && step <= (long) LONGEST_GUESS_SECONDS * track.clockRate()) {
            usualDuration = Math.max(step, shortestDuration);
        }
        started = true;
        lastDts = frame.dts();
    }

    /** The best guess at the duration of the frame seen last. */
    long usualDuration() {
        return usualDuration;
    }
}
