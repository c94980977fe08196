package io.camkit.sink.webrtc.rtp;

import io.camkit.Frame;
import io.camkit.media.rtp.RtpPayloads;

/**
 * One frame in a {@link PacketRing}.
 *
 * @param number its place among all frames of the ring
 * @param firstPlace where its first packet stands among all packets of the ring
 * @param ticks its time on the RTP clock, counted from the ring's first frame
 */
record RtpFrame(Frame frame, RtpPayloads payloads, long number, long firstPlace, long ticks) {
    int packets() {
        return payloads.count();
    }
}
