package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.Track;
import io.camkit.testkit.Frames;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it is given: tracks, the numbers of frames, and the end. Refuses frames while it is told to. */
final class RecordingReader implements FrameReader {
    private final List<Track> tracks = new ArrayList<>();
    private final List<Integer> frames = new ArrayList<>();
    private final List<Boolean> keys = new ArrayList<>();
    private final List<CamkitException> ends = new ArrayList<>();
    private boolean later;

    /** From now on every frame is answered with LATER, or with TAKEN again. */
    synchronized RecordingReader refuses(boolean refuses) {
        later = refuses;
        return this;
    }

    @Override
    public synchronized void onTrack(Track track) {
        tracks.add(track);
    }

    @Override
    public synchronized Answer onFrame(Frame frame) {
        if (later) {
            return Answer.LATER;
        }
        frames.add(number(frame));
        keys.add(frame.keyFrame());
        return Answer.TAKEN;
    }

    static int number(Frame frame) {
        return Math.toIntExact(frame.pts() * Frames.FRAME_RATE / frame.track().clockRate());
    }

    @Override
    public synchronized void onEnd(CamkitException why) {
        ends.add(why);
    }

    synchronized List<Track> tracks() {
        return List.copyOf(tracks);
    }

    /** The numbers of the frames taken, in order. */
    synchronized List<Integer> frames() {
        return List.copyOf(frames);
    }

    synchronized List<Boolean> keys() {
        return List.copyOf(keys);
    }

    synchronized List<CamkitException> ends() {
        return List.copyOf(ends);
    }
}
