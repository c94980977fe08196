package io.camkit.sink.webrtc.sdp;

import io.camkit.media.sdp.MediaDescription.Direction;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.sink.webrtc.rtp.StreamIds;
import io.camkit.spi.Nullable;

/**
 * How a section of an offer is answered.
 *
 * @param format the one format that is used, as it was offered
 * @param direction seen from us
 * @param sent what our packets are marked with; null when we send nothing
 */
public record AnsweredMedia(
        RtpFormat format, Direction direction, @Nullable StreamIds sent) {}
