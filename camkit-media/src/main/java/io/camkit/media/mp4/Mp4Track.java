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
    private long usualDuration;
    private long lastDts;
    private boolean started;

    Mp4Track(int id, Track track) {
        this.id = id;
        this.track = track;
        this.format = SampleFormat.of(track);
        double rate = track.frameRate() > 0 ? track.frameRate() : USUAL_FRAME_RATE;
        this.usualDuration = Math.max(1, Math.round(track.clockRate() / rate));
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

    /** Takes note of a frame that is about to be written, to know how far frames are apart. */
    void sees(Frame frame) {
        long step = frame.dts() - lastDts;
        if (started && step > 0 && step <= (long) LONGEST_GUESS_SECONDS * track.clockRate()) {
            usualDuration = step;
        }
        started = true;
        lastDts = frame.dts();
    }

    /** The best guess at the duration of the frame seen last. */
    long usualDuration() {
        return usualDuration;
    }
}
