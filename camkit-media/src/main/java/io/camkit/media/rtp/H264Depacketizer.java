package io.camkit.media.rtp;

import io.camkit.media.h264.Nal;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.spi.FrameAllocator;
import java.nio.ByteBuffer;

/** H.264 over RTP in its non-interleaved mode (RFC 6184): single NAL units, STAP-A and FU-A. */
final class H264Depacketizer implements Depacketizer {
    private static final int LAST_SINGLE_NAL = 23;
    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int FU_START = 0x80;
    private static final int FU_END = 0x40;

    private final RtpFormat format;
    private final Output output;
    private final AccessUnitBuilder unit;
    private final RtpHeader header = new RtpHeader();
    private SequenceUnwrapper sequences = new SequenceUnwrapper();
    private TimestampUnwrapper times;
    private boolean started;
    private int source;
    private long lastPlace;
    private int timestamp;
    private boolean markersEndSlices;
    private boolean closed;

    H264Depacketizer(RtpFormat format, double announcedRate, FrameAllocator allocator, Output output) {
        this.format = format;
        this.output = output;
        this.unit = new AccessUnitBuilder(format, announcedRate, allocator, output);
        this.times = new TimestampUnwrapper(format.clockRate());
    }

    @Override
    public void packet(ByteBuffer packet, long arrivalNanos) {
        if (closed) {
            return;
        }
        if (!header.read(packet)) {
            output.dropped(DropReason.NOT_RTP);
            return;
        }
        if (!inSequence()) {
            output.dropped(DropReason.LATE);
            return;
        }
        if (header.payloadType() != format.payloadType()) {
            output.dropped(DropReason.NOT_RTP);
            return;
        }
        if (unit.open() && header.timestamp() != timestamp) {
            unit.end();
        }
        if (!unit.open()) {
            beginUnit(arrivalNanos);
        }
        int position = packet.position();
        int limit = packet.limit();
        payload(packet.limit(header.payloadEnd()).position(header.payloadStart()));
        packet.limit(limit).position(position);
        if (header.marker() && !markersEndSlices && unit.hasPicture()) {
            unit.end();
        }
    }

    /** Whether this packet is behind all that were seen; takes note of what is missing before it. */
    private boolean inSequence() {
        if (started && header.source() != source) {
            // another sender, whose numbers and times have nothing to do with those before
            sequences = new SequenceUnwrapper();
            times = new TimestampUnwrapper(format.clockRate());
            unit.lose();
            started = false;
        }
        long place = sequences.unwrap(header.sequence());
        if (started && place <= lastPlace) {
            return false;
        }
        if (started && place > lastPlace + 1) {
            unit.lose();
        }
        started = true;
        source = header.source();
        lastPlace = place;
        return true;
    }

    private void beginUnit(long arrivalNanos) {
        boolean sameTime = unit.begun() && header.timestamp() == timestamp;
        timestamp = header.timestamp();
        long repairsBefore = times.repairs();
        unit.begin(times.unwrap(timestamp, arrivalNanos), arrivalNanos, sameTime);
        if (times.repairs() > repairsBefore) {
            output.timeRepaired();
        }
    }

    private void payload(ByteBuffer payload) {
        if (!payload.hasRemaining()) {
            return; // some senders keep the connection alive this way
        }
        int type = Nal.type(payload.get(payload.position()));
        if (type >= 1 && type <= LAST_SINGLE_NAL) {
            unit.nal(payload);
        } else if (type == STAP_A) {
            aggregate(payload);
        } else if (type == FU_A) {
            fragment(payload);
        } else {
            unit.malformed();
        }
        if (unit.continuesThePictureBefore()) {
            markersEndSlices = true; // this camera marks every slice; what ends a picture is the next time stamp
        }
    }

    /** Section 5.7.1. */
    private void aggregate(ByteBuffer payload) {
        int end = payload.limit();
        int at = payload.position() + 1;
        while (at < end) {
            int length = end - at < Short.BYTES ? 0 : payload.getShort(at) & 0xffff;
            at += Short.BYTES;
            if (length == 0 || length > end - at) {
                unit.malformed();
                return;
            }
            int type = Nal.type(payload.get(at));
            if (type == 0 || type > LAST_SINGLE_NAL) {
                unit.malformed();
                return;
            }
            unit.nal(payload.limit(at + length).position(at));
            at += length;
            payload.limit(end);
        }
    }

    /** Section 5.8. */
    private void fragment(ByteBuffer payload) {
        if (payload.remaining() < 2) {
            unit.malformed();
            return;
        }
        byte indicator = payload.get();
        byte fragment = payload.get();
        boolean first = (fragment & FU_START) != 0;
        boolean last = (fragment & FU_END) != 0;
        byte nalHeader = (byte) ((indicator & 0xe0) | Nal.type(fragment));
        unit.fragment(nalHeader, payload, first, last);
    }

    @Override
    public boolean keyFrameWanted() {
        return unit.keyFrameWanted();
    }

    @Override
    public void close() {
        closed = true;
        unit.discard();
    }
}
