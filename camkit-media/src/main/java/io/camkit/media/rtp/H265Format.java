package io.camkit.media.rtp;

import io.camkit.Codec;
import io.camkit.media.h265.Nal;
import io.camkit.media.nal.NalSyntax;
import io.camkit.media.sdp.RtpFormat;
import java.nio.ByteBuffer;

/**
 * H.265 over RTP in transmission order (RFC 7798): single NAL units, aggregation packets and fragmentation units. Decoding order numbers
 * are stepped over: a sender that announces them and yet sends in decoding order, as cameras do, is understood.
 */
final class H265Format implements NalFormat {
    private static final int LAST_SINGLE_NAL = 47;
    private static final int AGGREGATION = 48;
    private static final int FRAGMENTATION = 49;
    private static final int FU_START = 0x80;
    private static final int FU_END = 0x40;
    private static final int ALL_BUT_TYPE = 0x81ff;

    private final NalSyntax syntax;
    private final boolean numbered;

    H265Format(RtpFormat format, double announcedRate) {
        this.syntax = NalSyntax.of(Codec.H265, format.clockRate(), announcedRate);
        this.numbered = !format.parameters()
                .getOrDefault("sprop-max-don-diff", "0")
                .strip()
                .matches("0*");
    }

    @Override
    public NalSyntax syntax() {
        return syntax;
    }

    @Override
    public void payload(ByteBuffer payload, AccessUnitBuilder unit) {
        if (payload.remaining() <= Nal.HEADER_BYTES) {
            unit.malformed();
            return;
        }
        int start = payload.position();
        int header = payload.getShort(start) & 0xffff;
        int type = Nal.type(payload.get(start));
        if (type == AGGREGATION) {
            aggregate(payload, unit);
        } else if (Nal.layer(header) > 0) {
            return; // it refines the picture
        } else if (type <= LAST_SINGLE_NAL) {
            single(payload, header, unit);
        } else if (type == FRAGMENTATION) {
            fragment(payload, header, unit);
        } else {
            unit.malformed();
        }
    }

    /** Section 4.4.1. */
    private void single(ByteBuffer payload, int header, AccessUnitBuilder unit) {
        if (!numbered) {
            unit.nal(payload);
        } else if (payload.remaining() <= Nal.HEADER_BYTES + Short.BYTES) {
            unit.malformed();
        } else {
            unit.fragment(header, payload.position(payload.position() + Nal.HEADER_BYTES + Short.BYTES), true, true);
        }
    }

    /** Section 4.4.2. */
    private void aggregate(ByteBuffer payload, AccessUnitBuilder unit) {
        int from = payload.position() + Nal.HEADER_BYTES + (numbered ? Short.BYTES : 0);
        var units = new Aggregated(payload, from, numbered ? 1 : 0);
        while (units.next()) {
            if (payload.remaining() <= Nal.HEADER_BYTES
                    || Nal.type(payload.get(payload.position())) > LAST_SINGLE_NAL) {
                unit.malformed();
                return;
            }
            if (Nal.layer(payload.getShort(payload.position())) == 0) {
                unit.nal(payload);
            }
        }
        if (units.malformed()) {
            unit.malformed();
        }
    }

    /** Section 4.4.3. */
    private void fragment(ByteBuffer payload, int header, AccessUnitBuilder unit) {
        byte fragment = payload.get(payload.position() + Nal.HEADER_BYTES);
        boolean first = (fragment & FU_START) != 0;
        boolean last = (fragment & FU_END) != 0;
        int skipped = Nal.HEADER_BYTES + 1 + (first && numbered ? Short.BYTES : 0);
        if (payload.remaining() < skipped) {
            unit.malformed();
            return;
        }
        int nalHeader = (header & ALL_BUT_TYPE) | ((fragment & 0x3f) << 9);
        unit.fragment(nalHeader, payload.position(payload.position() + skipped), first, last);
    }
}
