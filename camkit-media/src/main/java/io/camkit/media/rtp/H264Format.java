package io.camkit.media.rtp;

import io.camkit.Codec;
import io.camkit.media.h264.Nal;
import io.camkit.media.nal.NalSyntax;
import io.camkit.media.sdp.RtpFormat;
import java.nio.ByteBuffer;

/** H.264 over RTP in its non-interleaved mode (RFC 6184): single NAL units, STAP-A and FU-A. */
final class H264Format implements NalFormat {
    private static final int LAST_SINGLE_NAL = 23;
    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int FU_START = 0x80;
    private static final int FU_END = 0x40;

    private final NalSyntax syntax;

    H264Format(RtpFormat format, double announcedRate) {
        this.syntax = NalSyntax.of(Codec.H264, format.clockRate(), announcedRate);
    }

    @Override
    public NalSyntax syntax() {
        return syntax;
    }

    @Override
    public void payload(ByteBuffer payload, AccessUnitBuilder unit) {
        int type = Nal.type(payload.get(payload.position()));
        if (isSingle(type)) {
            unit.nal(payload);
        } else if (type == STAP_A) {
            aggregate(payload, unit);
        } else if (type == FU_A) {
            fragment(payload, unit);
        } else {
            unit.malformed();
        }
    }

    private static boolean isSingle(int type) {
        return type >= 1 && type <= LAST_SINGLE_NAL;
    }

    /** Section 5.7.1. */
    private void aggregate(ByteBuffer payload, AccessUnitBuilder unit) {
        var units = new Aggregated(payload, payload.position() + 1);
        while (units.next()) {
            if (!isSingle(Nal.type(payload.get(payload.position())))) {
                unit.malformed();
                return;
            }
            unit.nal(payload);
        }
        if (units.malformed()) {
            unit.malformed();
        }
    }

    /** Section 5.8. */
    private void fragment(ByteBuffer payload, AccessUnitBuilder unit) {
        if (payload.remaining() < 2) {
            unit.malformed();
            return;
        }
        byte indicator = payload.get();
        byte fragment = payload.get();
        boolean first = (fragment & FU_START) != 0;
        boolean last = (fragment & FU_END) != 0;
        unit.fragment((indicator & 0xe0) | Nal.type(fragment), payload, first, last);
    }
}
