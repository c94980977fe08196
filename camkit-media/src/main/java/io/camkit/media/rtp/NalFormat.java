package io.camkit.media.rtp;

import io.camkit.media.nal.NalSyntax;
import java.nio.ByteBuffer;

/** How NAL units are put into RTP payloads. */
interface NalFormat {
    /** What the NAL units are. */
    NalSyntax syntax();

    /** Hands the NAL units of one payload, which is not empty, to {@code unit}. */
    void payload(ByteBuffer payload, AccessUnitBuilder unit);
}
