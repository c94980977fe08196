package io.camkit.media.rtp;

import io.camkit.media.h264.Nal;
import java.nio.ByteBuffer;
import java.util.List;

/** H.264 in packetization mode 1 (RFC 6184): single NAL units, FU-A (section 5.8) and STAP-A (section 5.7.1). */
final class H264Payloads implements NalPayloads {
    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int FIRST = 0x80;
    private static final int LAST = 0x40;
    private static final int IMPORTANCE = 0x60;

    @Override
    public int headerBytes() {
        return 1;
    }

    @Override
    public int fragmentHeadBytes() {
        return 2;
    }

    @Override
    public boolean isSent(byte first) {
        int type = Nal.type(first);
        return Nal.isPicture(type) || type > Nal.FILLER;
    }

    @Override
    public int fragmentHead(int header, boolean first, boolean last) {
        int indicator = (header & 0xe0) | FU_A;
        int fragment = (first ? FIRST : 0) | (last ? LAST : 0) | Nal.type((byte) header);
        return (indicator << Byte.SIZE) | fragment;
    }

    @Override
    public byte[] aggregate(List<ByteBuffer> nals) {
        int size = 1;
        int importance = 0;
        for (ByteBuffer nal : nals) {
            size += Short.BYTES + nal.remaining();
            importance = Math.max(importance, nal.get(nal.position()) & IMPORTANCE);
        }
        ByteBuffer payload = ByteBuffer.allocate(size).put((byte) (importance | STAP_A));
        nals.forEach(nal -> payload.putShort((short) nal.remaining()).put(nal.duplicate()));
        return payload.array();
    }
}
