package io.camkit.sink.hls;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.Track;
import io.camkit.http.Audience;
import io.camkit.http.WebSocket;

/** What one WebSocket gets to see. */
final class LiveShow implements Audience.Show {
    /** RFC 6455, section 7.4.1: something keeps the server from going on. */
    private static final int UNEXPECTED = 1011;

    private static final int MAX_REASON = 123;

    private final WebSocket socket;
    private final Fragments fragments;
    private boolean begun;

    LiveShow(WebSocket socket, Fragments fragments) {
        this.socket = socket;
        this.fragments = fragments;
    }

    @Override
    public void track(Track track) {
        // a camera may begin before its parameter sets are known; a track with them follows
        begun = !track.parameterSets().isEmpty();
        if (begun) {
            begin(track);
        }
    }

    private void begin(Track track) {
        try {
            LiveTrack mp4 = fragments.of(track);
            socket.text(mp4.description());
            socket.write(mp4.initSegment());
        } catch (CamkitException e) {
            begun = false;
            ended(e);
        }
    }

    @Override
    public void ended(CamkitException why) {
        // at most so many bytes, which are characters only where they are ASCII
        String reason = (why.code() + " " + why.what()).replaceAll("[^ -~]", "?");
        socket.close(UNEXPECTED, reason.substring(0, Math.min(reason.length(), MAX_REASON)));
    }

    @Override
    public void gap() {
        socket.text("{\"gap\":true}");
    }

    @Override
    public void frame(Frame frame) {
        if (begun) {
            socket.write(fragments.of(frame));
        }
    }
}
