package io.camkit.source.picamera;

import io.camkit.CamkitException;
import io.camkit.FrameHeader;
import io.camkit.media.h264.AccessUnit;
import io.camkit.media.h264.Nal;
import io.camkit.media.h264.ParameterSets;
import io.camkit.spi.FrameWriter;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/**
 * Cuts an Annex B stream into access units (ITU-T H.264, section 7.4.1.2.3 and Annex B), and passes on those that can be decoded.
 *
 * <p>Where a unit ends shows only when the next one begins, so that frames are one frame's duration old when they leave here.
 *
 * <p><b>Threading.</b> One thread.
 */
final class H264Frames implements PipeFrames {
    private static final int EXPECTED_BYTES = 64 << 10;
    private static final int MAX_BYTES = 8 << 20;
    private static final int START_CODE = 3;
    /** A start code and the two bytes behind it, which tell whether a unit begins. */
    private static final int TELLING = START_CODE + 2;

    private final SourceContext context;
    private final Drops drops;
    private final FrameTimes times;
    private final FrameWriter writer;
    private final ParameterSets sets;
    private boolean keyFrameWanted = true;
    private @Nullable CamkitException refusal;

    // the unit under way
    private boolean hasPicture;
    private boolean keyFrame;
    private boolean begun;
    private @Nullable String fault;
    private long arrivalNanos;

    // its NAL unit under way
    private boolean inNal;
    private int nalType;
    private int nalStart;

    H264Frames(SourceContext context, int framesPerSecond) {
        this.context = context;
        this.drops = new Drops(context);
        this.times = new FrameTimes(framesPerSecond);
        this.writer = context.allocator().writer(EXPECTED_BYTES, MAX_BYTES);
        this.sets = new ParameterSets(FrameTimes.CLOCK_RATE, framesPerSecond);
    }

    @Override
    public void take(ByteBuffer received) {
        int from = received.position();
        int limit = received.limit();
        int code = Nal.find(received, from, limit);
        while (code != Nal.NONE && code + TELLING <= limit) {
            append(received, from, beforeZeros(received, from, code));
            endNal();
            from = code + START_CODE;
            beginNal(received.slice(from, TELLING - START_CODE));
            code = Nal.find(received, from, limit);
        }
        int undecided = code != Nal.NONE ? code : Math.max(from, limit - (START_CODE - 1));
        int left = beforeZeros(received, Math.max(from, limit - MOST_LEFT), undecided);
        append(received, from, left);
        received.position(left);
    }

    /** Zeros before a start code belong to it. */
    private static int beforeZeros(ByteBuffer bytes, int from, int end) {
        int at = end;
        while (at > from && bytes.get(at - 1) == 0) {
            at--;
        }
        return at;
    }

    private void beginNal(ByteBuffer start) {
        if (hasPicture && AccessUnit.startsAfterSlice(start)) {
            endUnit();
        }
        if (!begun) {
            begun = true;
            arrivalNanos = context.clock().nanos();
        }
        inNal = true;
        nalType = Nal.type(start.get(0));
        if (Nal.isPicture(nalType) && !hasPicture) {
            hasPicture = true;
            keyFrame = nalType == Nal.IDR;
            judge();
        }
        write(() -> writer.appendInt(Nal.START_CODE));
        nalStart = writer.size();
    }

    /** At the unit's first slice, so that nothing is copied in vain. */
    private void judge() {
        if (keyFrameWanted && !keyFrame) {
            fail("no_key_frame");
        } else if (!sets.complete()) {
            if (refusal != null) {
                throw refusal;
            }
            fail("no_parameter_sets");
        }
    }

    private void append(ByteBuffer received, int from, int to) {
        if (inNal && from < to) {
            write(() -> writer.append(received.slice(from, to - from)));
        }
    }

    private void write(BooleanSupplier fits) {
        try {
            if (fault == null && !fits.getAsBoolean()) {
                fail("too_large");
            }
        } catch (CamkitException e) {
            fail("no_memory");
        }
    }

    private void fail(String why) {
        fault = why;
        writer.discard();
    }

    private void endNal() {
        if (inNal && fault == null && (nalType == Nal.SPS || nalType == Nal.PPS)) {
            try {
                sets.offer(writer.collected().slice(nalStart, writer.size() - nalStart));
            } catch (CamkitException e) {
                refusal = e;
                drops.count("malformed");
            }
        }
        inNal = false;
    }

    private void endUnit() {
        if (fault == null) {
            long pts = times.next(arrivalNanos);
            keyFrameWanted = false;
            context.emit(writer.finish(new FrameHeader(sets.track(), pts, pts, arrivalNanos, keyFrame)));
        } else {
            drops.count(fault);
            keyFrameWanted = true;
        }
        begun = false;
        hasPicture = false;
        keyFrame = false;
        fault = null;
    }

    @Override
    public void close() {
        writer.discard();
    }
}
