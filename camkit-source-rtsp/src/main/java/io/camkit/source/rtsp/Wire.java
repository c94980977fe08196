package io.camkit.source.rtsp;

import java.nio.ByteBuffer;

/**
 * What one lane is connected by.
 *
 * <p><b>Threading.</b> The session's loop.
 */
interface Wire {
    /** Sends an RTP packet, or drops it when the network is busy. The buffer is not used again. */
    void sendMedia(ByteBuffer packet);

    /** Sends an RTCP packet in the same way. */
    void sendReport(ByteBuffer packet);
}
