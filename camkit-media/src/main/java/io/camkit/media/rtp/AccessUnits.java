package io.camkit.media.rtp;

import io.camkit.media.sdp.RtpFormat;
import io.camkit.spi.FrameAllocator;
import java.nio.ByteBuffer;

/** Finds where an access unit of H.264 or H.265 begins and ends: by time stamp, marker and what its NAL units say. */
final class AccessUnits implements PayloadReader {
    private final NalFormat format;
    private final AccessUnitBuilder unit;
    private int timestamp;
    private boolean markersEndSlices;

    AccessUnits(NalFormat format, RtpFormat description, FrameAllocator allocator, Depacketizer.Output output) {
        this.format = format;
        this.unit = new AccessUnitBuilder(format.syntax(), description.clockRate(), allocator, output);
        SpropParameterSets.of(description).forEach(unit::learn);
    }

    @Override
    public void lose() {
        unit.lose();
    }

    @Override
    public void restart() {
        unit.restart();
    }

    @Override
    public void payload(RtpHeader header, ByteBuffer payload, long arrivalNanos) {
        if (unit.open() && header.timestamp() != timestamp) {
            unit.end();
        }
        if (!unit.open()) {
            boolean sameTime = unit.begun() && header.timestamp() == timestamp;
            timestamp = header.timestamp();
            unit.begin(timestamp, arrivalNanos, sameTime);
        }
        if (payload.hasRemaining()) { // some senders keep the connection alive with empty packets
            format.payload(payload, unit);
        }
        if (unit.continuesThePictureBefore()) {
            markersEndSlices = true; // this camera marks every slice; what ends a picture is the next time stamp
        }
        if (header.marker() && !markersEndSlices && unit.hasPicture()) {
            unit.end();
        }
    }

    @Override
    public boolean keyFrameWanted() {
        return unit.keyFrameWanted();
    }

    @Override
    public void close() {
        unit.close();
    }
}
