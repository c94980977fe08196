package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.FrameReader;
import io.camkit.From;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.Want;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * A channel's own frames, seen by somebody who can use some of them.
 *
 * @param purpose what they are read for
 */
record PassThroughFeed(Channel channel, Want want, String purpose) implements Feed {
    private static final double RATE_TOLERANCE = 1.05;

    /** Whether frames of this track can be used as they are. */
    static boolean fits(Track track, Want want) {
        return want.codecs().contains(track.codec())
                && (track.kind() == Codec.Kind.AUDIO || (fitsSize(track, want) && fitsRate(track, want)));
    }

    private static boolean fitsSize(Track track, Want want) {
        return (want.maxWidth() == 0 || track.width() <= want.maxWidth())
                && (want.maxHeight() == 0 || track.height() <= want.maxHeight());
    }

    /** Pictures that no other depends on are left out until the rate fits. A rate that is not known may be too high. */
    private static boolean fitsRate(Track track, Want want) {
        return want.maxFrameRate() == 0
                || track.codec().everyFrameKey()
                || (track.frameRate() > 0 && track.frameRate() <= want.maxFrameRate() * RATE_TOLERANCE);
    }

    private boolean fits(Track track) {
        return fits(track, want);
    }

    @Override
    public List<Track> tracks() {
        return channel.tracks().stream().filter(this::fits).toList();
    }

    @Override
    public Subscription subscribe(From from, Executor executor, FrameReader reader) {
        return channel.subscribe(
                new ReaderTerms(purpose, want.kind(), from, executor, want.maxFrameRate(), this::fits, this::changed),
                reader);
    }

    private CamkitException changed(Track track) {
        return new CamkitException(
                "CK-1103",
                "the stream is " + track + " now, wanted is " + want.codecs(),
                "",
                "ask the camera for a feed again",
                Retry.RETRY);
    }

    @Override
    public void requestKeyFrame() {
        channel.requestKeyFrame();
    }
}
