package io.camkit.media.rtp;

import io.camkit.media.h265.Nal;
import java.nio.ByteBuffer;
import java.util.List;

/** H.265 without decoding order numbers (RFC 7798): single NAL units, FU (section 4.4.3) and AP (section 4.4.2). */
final class H265Payloads implements NalPayloads {
    private static final int AP = 48;
    private static final int FU = 49;
    private static final int FIRST = 0x80;
    private static final int LAST = 0x40;
    private static final int TYPE_SHIFT = 9;
    private static final int TYPE = 0x3f << TYPE_SHIFT;
    /** Layer 0, the lowest temporal layer: what parameter sets belong to. */
    private static final int BASE = 1;

    @Override
    public int headerBytes() {
        return Nal.HEADER_BYTES;
    }

    @Override
    public int fragmentHeadBytes() {
        return 3;
    }

    @Override
    public boolean isSent(byte first) {
        return Nal.isPicture(Nal.type(first));
    }

    @Override
    public int fragmentHead(int header, boolean first, boolean last) {
        int type = (header & TYPE) >> TYPE_SHIFT;
        int payloadHeader = (header & ~TYPE) | (FU << TYPE_SHIFT);
        return (payloadHeader << Byte.SIZE) | (first ? FIRST : 0) | (last ? LAST : 0) | type;
    }

    @Override
    public byte[] aggregate(List<ByteBuffer> nals) {
        int size = Nal.HEADER_BYTES;
        for (ByteBuffer nal : nals) {
            size += Short.BYTES + nal.remaining();
        }
        ByteBuffer payload = ByteBuffer.allocate(size).putShort((short) ((AP << TYPE_SHIFT) | BASE));
        nals.forEach(nal -> payload.putShort((short) nal.remaining()).put(nal.duplicate()));
        return payload.array();
    }
}
