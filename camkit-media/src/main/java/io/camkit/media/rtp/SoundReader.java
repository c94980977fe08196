package io.camkit.media.rtp;

import io.camkit.Track;
import java.nio.ByteBuffer;

/** Sound that is one frame a packet: G.711 (RFC 3551, section 4.5.14) and Opus (RFC 7587). */
final class SoundReader implements PayloadReader {
    private final Track track;
    private final SoundFrames frames;

    SoundReader(Track track, SoundFrames frames) {
        this.track = track;
        this.frames = frames;
    }

    @Override
    public void lose() {
        // a gap in the times says so
    }

    @Override
    public void restart() {
        frames.restart();
    }

    @Override
    public void payload(RtpHeader header, ByteBuffer payload, long arrivalNanos) {
        if (payload.hasRemaining()) {
            frames.whole(track, payload, frames.timeOf(header.timestamp(), arrivalNanos), arrivalNanos);
        }
    }

    @Override
    public void close() {
        // nothing is kept between packets
    }
}
