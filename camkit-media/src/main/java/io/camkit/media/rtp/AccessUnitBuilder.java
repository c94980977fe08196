package io.camkit.media.rtp;

import io.camkit.CamkitException;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.media.h264.AccessUnit;
import io.camkit.media.h264.DecodeTimes;
import io.camkit.media.h264.Nal;
import io.camkit.media.h264.ParameterSets;
import io.camkit.media.sdp.RtpFormat;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.FrameWriter;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;

/** Collects the NAL units of one H.264 access unit after the other, and decides which of them may be passed on. */
final class AccessUnitBuilder {
    private static final int EXPECTED_BYTES = 64 << 10;
    private static final double USUAL_FRAME_RATE = 25;

    private final int clockRate;
    private final Depacketizer.Output output;
    private final FrameWriter writer;
    private final ParameterSets sets;
    private final DecodeTimes decodeTimes = new DecodeTimes();

    private boolean keyFrameWanted = true;
    private boolean mayLackStart = true;
    private boolean begun;
    private @Nullable CamkitException refusal;

    // the unit under way
    private boolean open;
    private boolean sameTime;
    private long pts;
    private long arrivalNanos;
    private @Nullable DropReason fault;
    private boolean hasPicture;
    private boolean keyFrame;
    private boolean continues;
    private boolean hasSequenceSet;
    private boolean hasPictureSet;
    private boolean inFragment;
    private int fragmentStart;

    AccessUnitBuilder(RtpFormat format, double announcedRate, FrameAllocator allocator, Depacketizer.Output output) {
        this.clockRate = format.clockRate();
        this.output = output;
        this.writer = allocator.writer(EXPECTED_BYTES, Depacketizer.MAX_FRAME_BYTES);
        this.sets = new ParameterSets(format.clockRate(), announcedRate);
        SpropParameterSets.of(format).forEach(this::learn);
    }

    boolean open() {
        return open;
    }

    /** Whether there ever was a unit. */
    boolean begun() {
        return begun;
    }

    boolean hasPicture() {
        return hasPicture;
    }

    boolean keyFrameWanted() {
        return keyFrameWanted;
    }

    /** Whether the unit's first slice shows that it is the rest of the unit that was ended before it. */
    boolean continuesThePictureBefore() {
        return continues;
    }

    /**
     * Begins a unit.
     *
     * @param ticks its presentation time
     * @param sameTime whether the unit before it had the same
     */
    void begin(long ticks, long arrival, boolean sameTime) {
        begun = true;
        open = true;
        this.sameTime = sameTime;
        pts = ticks;
        arrivalNanos = arrival;
        fault = null;
        hasPicture = false;
        keyFrame = false;
        continues = false;
        hasSequenceSet = false;
        hasPictureSet = false;
        inFragment = false;
    }

    /** Packets are missing: of the unit under way, of the one that comes next, or whole units between them. */
    void lose() {
        if (open) {
            fail(DropReason.DAMAGED);
        }
        inFragment = false;
        mayLackStart = true;
        wantKeyFrame();
    }

    /** A packet makes no sense. */
    void malformed() {
        output.dropped(DropReason.MALFORMED);
        fail(DropReason.DAMAGED);
    }

    /** A whole NAL unit, from position to limit. */
    void nal(ByteBuffer nal) {
        if (inFragment) {
            inFragment = false;
            fail(DropReason.DAMAGED);
        }
        int type = Nal.type(nal.get(nal.position()));
        if (type == Nal.SPS || type == Nal.PPS) {
            if (!learn(nal)) {
                return;
            }
            noteSet(type);
        } else if (Nal.isPicture(type)) {
            picture(type, AccessUnit.firstSlice(nal));
        }
        startCode();
        append(nal);
    }

    /** A part of a NAL unit without its first byte, which is {@code nalHeader}. */
    void fragment(byte nalHeader, ByteBuffer part, boolean first, boolean last) {
        if (first == inFragment) {
            fail(DropReason.DAMAGED); // a beginning or an end is missing
        }
        int type = Nal.type(nalHeader);
        if (first) {
            if (Nal.isPicture(type)) {
                picture(type, part.hasRemaining() && part.get(part.position()) < 0);
            }
            startCode();
            fragmentStart = writer.size();
            append(nalHeader);
        }
        append(part);
        inFragment = !last;
        if (last && fault == null && (type == Nal.SPS || type == Nal.PPS) && learn(collectedFrom(fragmentStart))) {
            noteSet(type);
        }
    }

    private ByteBuffer collectedFrom(int start) {
        ByteBuffer set = ByteBuffer.allocate(writer.size() - start);
        for (int i = start; i < writer.size(); i++) {
            set.put(writer.get(i));
        }
        return set.flip();
    }

    private boolean learn(ByteBuffer set) {
        try {
            sets.offer(set);
            return true;
        } catch (CamkitException e) {
            refusal = e;
            output.dropped(DropReason.MALFORMED);
            return false;
        }
    }

    private void noteSet(int type) {
        hasSequenceSet |= type == Nal.SPS;
        hasPictureSet |= type == Nal.PPS;
    }

    private void picture(int type, boolean firstSlice) {
        if (hasPicture) {
            return;
        }
        hasPicture = true;
        keyFrame = type == Nal.IDR;
        continues = sameTime && !firstSlice;
        if (continues || (mayLackStart && !firstSlice)) {
            fail(DropReason.DAMAGED);
        } else if (keyFrameWanted && !keyFrame) {
            fail(DropReason.NO_KEY_FRAME);
        } else if (!sets.complete()) {
            fail(DropReason.NO_PARAMETER_SETS);
            if (refusal != null) {
                output.unusable(refusal);
            }
        } else if (keyFrame && !(hasSequenceSet && hasPictureSet)) {
            for (ByteBuffer set : sets.track().parameterSets()) {
                startCode();
                append(set);
            }
        }
    }

    private void startCode() {
        try {
            if (fault == null && !writer.appendInt(Nal.START_CODE)) {
                fail(DropReason.TOO_LARGE);
            }
        } catch (CamkitException e) {
            fail(DropReason.NO_MEMORY);
        }
    }

    private void append(byte value) {
        try {
            if (fault == null && !writer.append(value)) {
                fail(DropReason.TOO_LARGE);
            }
        } catch (CamkitException e) {
            fail(DropReason.NO_MEMORY);
        }
    }

    private void append(ByteBuffer bytes) {
        try {
            if (fault == null && !writer.append(bytes)) {
                fail(DropReason.TOO_LARGE);
            }
        } catch (CamkitException e) {
            fail(DropReason.NO_MEMORY);
        }
    }

    private void fail(DropReason why) {
        if (fault == null) {
            fault = why;
            writer.discard();
        }
    }

    /** The unit is over: it is passed on, or dropped and counted. A unit without a picture is neither. */
    void end() {
        if (inFragment) {
            fail(DropReason.DAMAGED);
        }
        open = false;
        inFragment = false;
        DropReason why = fault;
        if (why != null) {
            output.dropped(why);
            wantKeyFrame();
        } else if (hasPicture) {
            mayLackStart = false;
            keyFrameWanted = false;
            output.frame(writer.finish(header()));
        } else {
            writer.discard();
        }
    }

    private FrameHeader header() {
        Track track = sets.track();
        double rate = track.frameRate() > 0 ? track.frameRate() : USUAL_FRAME_RATE;
        long frameTicks = Math.round(clockRate / rate);
        long dts = decodeTimes.next(pts, frameTicks, sets.sequenceSet().reorderFrames());
        return new FrameHeader(track, pts, dts, arrivalNanos, keyFrame);
    }

    private void wantKeyFrame() {
        if (!keyFrameWanted) {
            keyFrameWanted = true;
            output.keyFrameWanted();
        }
    }

    /** Gives back what was collected. */
    void discard() {
        open = false;
        writer.discard();
    }
}
