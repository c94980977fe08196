package io.camkit.media.rtp;

import io.camkit.Track;
import io.camkit.media.h264.Nal;
import io.camkit.media.h264.ParameterSets;
import io.camkit.media.sdp.RtpFormat;
import java.nio.ByteBuffer;

/** H.264 over RTP in its non-interleaved mode (RFC 6184): single NAL units, STAP-A and FU-A. */
final class H264Format implements NalFormat {
    private static final int LAST_SINGLE_NAL = 23;
    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int FU_START = 0x80;
    private static final int FU_END = 0x40;

    private final ParameterSets sets;

    H264Format(RtpFormat format, double announcedRate) {
        this.sets = new ParameterSets(format.clockRate(), announcedRate);
    }

    @Override
    public void payload(ByteBuffer payload, AccessUnitBuilder unit) {
        int type = type(payload.get(payload.position()));
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
            if (!isSingle(type(payload.get(payload.position())))) {
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
        unit.fragment((indicator & 0xe0) | type(fragment), payload, first, last);
    }

    @Override
    public int headerBytes() {
        return 1;
    }

    @Override
    public int type(byte first) {
        return Nal.type(first);
    }

    @Override
    public long parameterSetTypes() {
        return (1L << Nal.SPS) | (1L << Nal.PPS);
    }

    @Override
    public boolean isPicture(int type) {
        return Nal.isPicture(type);
    }

    @Override
    public boolean isKeyFrame(int type) {
        return type == Nal.IDR;
    }

    @Override
    public boolean isSkippedAfterStart(int type) {
        return false;
    }

    @Override
    public boolean endsSkipping(int type) {
        return true;
    }

    /** Two fields of one frame come with one time stamp, each with a first slice, and stay together. */
    @Override
    public boolean startsUnit(int type, boolean firstSlice) {
        return false;
    }

    @Override
    public void learn(ByteBuffer set) {
        sets.offer(set);
    }

    @Override
    public boolean complete() {
        return sets.complete();
    }

    @Override
    public Track track() {
        return sets.track();
    }

    @Override
    public int reorderFrames() {
        return sets.sequenceSet().reorderFrames();
    }
}
