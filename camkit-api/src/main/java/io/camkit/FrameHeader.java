package io.camkit;

/**
 * All that is known of a frame besides its bytes.
 *
 * @param track the lane and the version of its configuration
 * @param pts presentation time in ticks of {@code track.clockRate()}, unwrapped, may start anywhere
 * @param dts decoding time in the same ticks; rises strictly from frame to frame of one lane
 * @param captureNanos when the frame was captured or, failing that, arrived: on the kit's {@link Clock#nanos()}
 * @param keyFrame whether decoding can start here
 */
public record FrameHeader(Track track, long pts, long dts, long captureNanos, boolean keyFrame) {
    /** A frame without reordering: {@code dts} equals {@code pts}. */
    public static FrameHeader of(Track track, long pts, long captureNanos, boolean keyFrame) {
        return new FrameHeader(track, pts, pts, captureNanos, keyFrame);
    }
}
