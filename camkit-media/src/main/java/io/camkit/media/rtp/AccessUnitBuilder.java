package io.camkit.media.rtp;

import io.camkit.CamkitException;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.media.h264.DecodeTimes;
import io.camkit.media.h264.Nal;
import io.camkit.media.nal.NalSyntax;
import io.camkit.media.nal.PassedTrack;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;

/** Collects the NAL units of one access unit after the other, and decides which of them may be passed on. */
final class AccessUnitBuilder {
    private static final double USUAL_FRAME_RATE = 25;

    private final NalSyntax syntax;
    private final int clockRate;
    private final Depacketizer.Output output;
    private final FrameCollector frame;
    private final TimestampUnwrapper times;
    private final DecodeTimes decodeTimes = new DecodeTimes();

    private boolean keyFrameWanted = true;
    private boolean mayLackStart = true;
    private boolean skipping;
    private boolean begun;
    private @Nullable CamkitException refusal;
    private final PassedTrack passed = new PassedTrack();

    // the unit under way
    private boolean open;
    private boolean sameTime;
    private int timestamp;
    private long arrivalNanos;
    private boolean hasPicture;
    private boolean keyFrame;
    private boolean skipped;
    private boolean continues;
    private long setTypes;
    private boolean inFragment;
    private int fragmentStart;

    AccessUnitBuilder(NalSyntax syntax, int clockRate, FrameAllocator allocator, Depacketizer.Output output) {
        this.syntax = syntax;
        this.clockRate = clockRate;
        this.output = output;
        this.frame = new FrameCollector(allocator);
        this.times = new TimestampUnwrapper(clockRate, output::timeRepaired);
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
     * @param sameTime whether the unit before it had the same time stamp
     */
    void begin(int rtpTimestamp, long arrival, boolean sameTime) {
        begun = true;
        open = true;
        this.sameTime = sameTime;
        timestamp = rtpTimestamp;
        arrivalNanos = arrival;
        hasPicture = false;
        keyFrame = false;
        skipped = false;
        continues = false;
        setTypes = 0;
        inFragment = false;
    }

    /** Packets are missing: of the unit under way, of the one that comes next, or whole units between them. */
    void lose() {
        if (open) {
            frame.fail(DropReason.DAMAGED);
        }
        inFragment = false;
        mayLackStart = true;
        wantKeyFrame();
    }

    /** Another sender takes over. */
    void restart() {
        if (open) {
            end();
        }
        times.restart();
    }

    /** A packet makes no sense. */
    void malformed() {
        output.dropped(DropReason.MALFORMED);
        frame.fail(DropReason.DAMAGED);
    }

    /** A whole NAL unit, from position to limit; longer than its header. */
    void nal(ByteBuffer nal) {
        if (inFragment) {
            inFragment = false;
            frame.fail(DropReason.DAMAGED);
        }
        int type = syntax.type(nal.get(nal.position()));
        int body = nal.position() + syntax.headerBytes();
        boolean firstSlice = body < nal.limit() && nal.get(body) < 0;
        arrives(type, firstSlice);
        if (isParameterSet(type)) {
            if (!learn(nal)) {
                return;
            }
            setTypes |= 1L << type;
        }
        frame.appendInt(Nal.START_CODE);
        frame.append(nal);
    }

    /** A part of a NAL unit without its header, which is {@code nalHeader}. */
    void fragment(int nalHeader, ByteBuffer part, boolean first, boolean last) {
        if (first == inFragment) {
            frame.fail(DropReason.DAMAGED); // a beginning or an end is missing
        }
        int type = syntax.type((byte) (nalHeader >> (Byte.SIZE * (syntax.headerBytes() - 1))));
        if (first) {
            arrives(type, part.hasRemaining() && part.get(part.position()) < 0);
            frame.appendInt(Nal.START_CODE);
            fragmentStart = frame.size();
            for (int i = syntax.headerBytes() - 1; i >= 0; i--) {
                frame.appendByte(nalHeader >> (Byte.SIZE * i));
            }
        }
        frame.append(part);
        inFragment = !last;
        if (last && frame.fault() == null && isParameterSet(type) && learn(collectedFrom(fragmentStart))) {
            setTypes |= 1L << type;
        }
    }

    private ByteBuffer collectedFrom(int start) {
        ByteBuffer collected = frame.collected();
        return collected.slice(start, collected.limit() - start);
    }

    private boolean isParameterSet(int type) {
        return syntax.isParameterSet(type);
    }

    /** Takes note of a parameter set; false if it is unusable. */
    boolean learn(ByteBuffer set) {
        try {
            syntax.learn(set);
            return true;
        } catch (CamkitException e) {
            refusal = e;
            output.dropped(DropReason.MALFORMED);
            return false;
        }
    }

    private void arrives(int type, boolean firstSlice) {
        if (hasPicture && syntax.startsUnit(type, firstSlice)) {
            end();
            begin(timestamp, arrivalNanos, false);
        }
        if (syntax.isPicture(type) && !hasPicture) {
            picture(type, firstSlice);
        }
    }

    private void picture(int type, boolean firstSlice) {
        hasPicture = true;
        keyFrame = syntax.isKeyFrame(type);
        skipping = keyFrame ? keyFrameWanted : skipping && !syntax.endsSkipping(type);
        skipped = skipping && syntax.isSkippedAfterStart(type);
        continues = sameTime && !firstSlice;
        if (continues || (mayLackStart && !firstSlice)) {
            frame.fail(DropReason.DAMAGED);
        } else if (skipped || (keyFrameWanted && !keyFrame)) {
            frame.fail(DropReason.NO_KEY_FRAME);
        } else if (!syntax.complete()) {
            frame.fail(DropReason.NO_PARAMETER_SETS);
            if (refusal != null) {
                output.unusable(refusal);
            }
        } else if (keyFrame && setTypes != syntax.parameterSetTypes()) {
            for (ByteBuffer set : syntax.track().parameterSets()) {
                frame.appendInt(Nal.START_CODE);
                frame.append(set);
            }
        }
    }

    /** The unit is over: it is passed on, or dropped and counted. A unit without a picture is neither. */
    void end() {
        if (inFragment) {
            frame.fail(DropReason.DAMAGED);
        } else if (hasPicture && !syntax.complete()) {
            frame.fail(DropReason.NO_PARAMETER_SETS); // a set that came behind the picture took the place of its own
        }
        open = false;
        inFragment = false;
        DropReason why = frame.fault();
        if (why == null && hasPicture) {
            mayLackStart = false;
            keyFrameWanted = false;
            output.frame(frame.finish(header()));
            return;
        }
        frame.discard();
        if (why != null) {
            output.dropped(why);
            if (!skipped) {
                wantKeyFrame();
            }
        }
    }

    private FrameHeader header() {
        Track track = passed.next(syntax.track(), keyFrame);
        int depth = syntax.reorderFrames();
        double rate = track.frameRate() > 0 ? track.frameRate() : USUAL_FRAME_RATE;
        long pts = times.unwrap(timestamp, arrivalNanos, depth != 0);
        long dts = decodeTimes.next(pts, Math.round(clockRate / rate), depth);
        return new FrameHeader(track, Math.max(pts, dts), dts, arrivalNanos, keyFrame);
    }

    private void wantKeyFrame() {
        if (!keyFrameWanted) {
            keyFrameWanted = true;
            output.keyFrameWanted();
        }
    }

    /** Gives back what was collected. Nothing is passed on any more. */
    void close() {
        open = false;
        frame.close();
    }
}
