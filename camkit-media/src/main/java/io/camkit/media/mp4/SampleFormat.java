package io.camkit.media.mp4;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Frame;
import io.camkit.Track;
import java.nio.ByteBuffer;

/** How frames of one codec stand in an MP4. A new codec is a new implementation. */
interface SampleFormat {
    /** The format of {@code track}'s codec. */
    static SampleFormat of(Track track) {
        return switch (track.codec()) {
            case H264 -> new AvcSamples(track);
            case H265 -> new HevcSamples(track);
            case AAC -> new AacSamples(track);
            case OPUS -> new OpusSamples(track);
            default ->
                throw new CamkitException(
                        "CK-3131",
                        "camkit does not put " + track.codec() + " into MP4",
                        "",
                        "set the camera to H.264.",
                        Retry.GIVE_UP);
        };
    }

    /** The element of the {@code codecs} parameter (RFC 6381, section 3.3). */
    String codecs();

    /** Writes the sample entry box (ISO/IEC 14496-12, section 8.5.2). */
    void sampleEntry(Boxes boxes);

    /** Writes the bytes of one sample at the target's position; never more than the frame's own. */
    void sample(Frame frame, ByteBuffer target);
}
