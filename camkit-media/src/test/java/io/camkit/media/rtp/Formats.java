package io.camkit.media.rtp;

import io.camkit.media.sdp.MediaDescription;
import io.camkit.media.sdp.MediaDescription.Direction;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.spi.FrameAllocator;
import java.util.List;
import java.util.Set;

/** Depacketizers of single formats. */
final class Formats {
    private Formats() {}

    static Depacketizer inOrder(RtpFormat format, FrameAllocator allocator, Depacketizer.Output output) {
        return Depacketizer.of(media(format), allocator, output);
    }

    static Depacketizer reordering(RtpFormat format, int window, FrameAllocator allocator, Depacketizer.Output output) {
        return Depacketizer.reordering(media(format), window, allocator, output);
    }

    private static MediaDescription media(RtpFormat format) {
        return new MediaDescription("video", "RTP/AVP", List.of(format), "", Direction.SENDRECV, 0, Set.of());
    }
}
