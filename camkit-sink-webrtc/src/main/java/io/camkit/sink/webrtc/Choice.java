package io.camkit.sink.webrtc;

import io.camkit.Codec;
import io.camkit.Feed;
import io.camkit.Want;
import io.camkit.media.sdp.RtpFormat;

/**
 * What a viewer gets in one section of his offer.
 *
 * @param section its index
 * @param want one codec, from one stream
 * @param format as it was offered
 */
record Choice(int section, Want want, Feed feed, RtpFormat format) {
    private static final int VIDEO_CLOCK_RATE = 90_000;

    Codec.Kind kind() {
        return want.kind();
    }

    int clockRate() {
        return kind() == Codec.Kind.VIDEO ? VIDEO_CLOCK_RATE : format.clockRate();
    }
}
