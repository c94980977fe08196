package io.camkit.media.mp4;

import io.camkit.Track;

/** One track of a file: its number and its format. */
record Mp4Track(int id, Track track, SampleFormat format) {
    static Mp4Track of(int id, Track track) {
        return new Mp4Track(id, track, SampleFormat.of(track));
    }
}
