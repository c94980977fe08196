package io.camkit.media.rtp;

import java.nio.ByteBuffer;
import java.util.List;

/** What the RTP payloads of H.264 and H.265 have each in their own way, seen from the sender. */
sealed interface NalPayloads permits H264Payloads, H265Payloads {
    /** Bytes in front of a NAL unit's payload, which a fragment does not repeat. */
    int headerBytes();

    /** Bytes in front of a fragment. */
    int fragmentHeadBytes();

    /** Whether such a NAL unit is sent with its picture: no parameter set, delimiter or padding, and nothing that no decoder needs. */
    boolean isSent(byte first);

    /**
     * What stands in front of a fragment.
     *
     * @param header the NAL unit's, {@link #headerBytes} long
     */
    int fragmentHead(int header, boolean first, boolean last);

    /** All of these NAL units in one payload. */
    byte[] aggregate(List<ByteBuffer> nals);
}
