package io.camkit.media.rtp;

import io.camkit.media.rtp.RtcpFeedback.Estimate;
import io.camkit.media.rtp.RtcpFeedback.KeyFrameNeeded;
import io.camkit.media.rtp.RtcpFeedback.Left;
import io.camkit.media.rtp.RtcpFeedback.Missing;
import io.camkit.media.rtp.RtcpFeedback.Report;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads one part of a compound packet; what it lacks bytes for is left out. */
final class RtcpFeedbackReader {
    private static final int APPLICATION = 15;
    private static final int ESTIMATE = 0x52454d42; // "REMB"
    /** Sender's and media's synchronization source stand in front of what feedback says. */
    private static final int FEEDBACK_HEADER_BYTES = 12;

    private static final int FULL_INTRA_ENTRY_BYTES = 8;
    private static final int ESTIMATE_BYTES = 20;
    private static final int MANTISSA_BITS = 18;

    private final ByteBuffer part;
    private final List<RtcpFeedback> all;

    RtcpFeedbackReader(ByteBuffer part, List<RtcpFeedback> all) {
        this.part = part;
        this.all = all;
    }

    /** @param count what the header's lowest five bits say: a count or a format */
    void part(int type, int count) {
        switch (type) {
            case RtcpFormat.SENDER_REPORT -> reports(RtcpFormat.SENDER_REPORT_BYTES, count);
            case RtcpFormat.RECEIVER_REPORT -> reports(RtcpFormat.HEADER_BYTES + Integer.BYTES, count);
            case RtcpFormat.TRANSPORT_FEEDBACK -> {
                if (count == RtcpFormat.GENERIC_LOSS) {
                    missing();
                }
            }
            case RtcpFormat.PAYLOAD_FEEDBACK -> payload(count);
            case RtcpFormat.GOODBYE -> goodbye(count);
            default -> {
                // names and the like
            }
        }
    }

    private void reports(int from, int count) {
        int at = from;
        for (int i = 0; i < count && at + RtcpFormat.REPORT_BLOCK_BYTES <= part.limit(); i++) {
            all.add(new Report(ReceptionReport.read(part, at)));
            at += RtcpFormat.REPORT_BLOCK_BYTES;
        }
    }

    private void missing() {
        for (int at = FEEDBACK_HEADER_BYTES; at + Integer.BYTES <= part.limit(); at += Integer.BYTES) {
            all.add(new Missing(part.getInt(8), part.getShort(at) & 0xffff, part.getShort(at + 2) & 0xffff));
        }
    }

    private void payload(int format) {
        if (part.limit() < FEEDBACK_HEADER_BYTES) {
            return;
        }
        switch (format) {
            case RtcpFormat.PICTURE_LOSS -> all.add(new KeyFrameNeeded(part.getInt(8)));
            case RtcpFormat.FULL_INTRA -> {
                for (int at = FEEDBACK_HEADER_BYTES;
                        at + FULL_INTRA_ENTRY_BYTES <= part.limit();
                        at += FULL_INTRA_ENTRY_BYTES) {
                    all.add(new KeyFrameNeeded(part.getInt(at)));
                }
            }
            case APPLICATION -> estimate();
            default -> {
                // slices and reference pictures are not repaired one by one
            }
        }
    }

    private void estimate() {
        if (part.limit() < ESTIMATE_BYTES || part.getInt(FEEDBACK_HEADER_BYTES) != ESTIMATE) {
            return;
        }
        int packed = part.getInt(16) & 0xff_ffff;
        long mantissa = packed & ((1 << MANTISSA_BITS) - 1);
        int exponent = packed >> MANTISSA_BITS;
        // anything that needs a larger exponent is more than any network carries
        all.add(new Estimate(exponent > Long.SIZE - MANTISSA_BITS - 2 ? Long.MAX_VALUE : mantissa << exponent));
    }

    private void goodbye(int count) {
        for (int i = 1; i <= count && part.limit() >= (i + 1) * Integer.BYTES; i++) {
            all.add(new Left(part.getInt(i * Integer.BYTES)));
        }
    }
}
