package io.camkit.media.rtp;

import io.camkit.Frame;
import java.util.List;

/** Sound whose frames are sent as they are: Opus (RFC 7587, section 4.2) and G.711 (RFC 3551, section 4.5.14). */
final class SoundPacketizer implements RtpPacketizer {
    private final int maxBytes;

    SoundPacketizer(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public RtpPayloads cut(Frame frame) {
        RtpPayloads payloads = new RtpPayloads(List.of(), 1);
        if (frame.size() <= maxBytes) {
            payloads.add(0, 0, 0, frame.size());
        }
        return payloads;
    }
}
