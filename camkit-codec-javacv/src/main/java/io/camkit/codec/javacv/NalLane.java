package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.media.h264.DecodeTimes;
import io.camkit.media.h264.Nal;
import io.camkit.media.nal.NalSyntax;
import io.camkit.media.nal.PassedTrack;
import io.camkit.spi.FrameWriter;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * H.264 and H.265: each packet is one access unit, with lengths (ISO/IEC 14496-15) or start codes (Annex B) between its NAL units.
 */
final class NalLane implements Lane {
    /** Video counts 90,000 ticks a second. */
    private static final int CLOCK_RATE = 90_000;

    private static final int EXPECTED_BYTES = 64 << 10;
    static final int MAX_BYTES = 8 << 20;
    private static final double USUAL_FRAME_RATE = 25;
    private static final byte RECORD_VERSION = 1;

    private final SourceContext context;
    private final Timeline timeline;
    private final DroppedPackets dropped;
    private final NalSyntax syntax;
    private final FrameWriter writer;
    private final DecodeTimes decodeTimes = new DecodeTimes();
    private StreamFormat format;
    private int lengthBytes; // 0 where there are start codes
    private boolean keyFrameWanted = true;
    private boolean skipping;
    private long lastTicks = InputListener.NO_TIME;
    private @Nullable CamkitException refusal;
    private final PassedTrack passed = new PassedTrack();

    // the unit under way
    private boolean hasPicture;
    private boolean keyFrame;
    private long setTypes;
    private boolean skipped;
    private @Nullable String fault;

    NalLane(StreamFormat format, SourceContext context, Timeline timeline, DroppedPackets dropped) {
        this.context = context;
        this.timeline = timeline;
        this.dropped = dropped;
        this.format = format;
        this.syntax = NalSyntax.of(format.codec(), CLOCK_RATE, format.frameRate());
        this.writer = context.allocator().writer(EXPECTED_BYTES, MAX_BYTES);
        configure(format);
    }

    @Override
    public void configure(StreamFormat next) {
        format = next;
        ByteBuffer configuration = next.configuration();
        if (!configuration.hasRemaining()) {
            return;
        }
        try {
            if (configuration.get(configuration.position()) == RECORD_VERSION) {
                lengthBytes = syntax.configuration(configuration, this::learn);
            } else {
                lengthBytes = 0;
                AnnexB.each(configuration, this::learn);
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            dropped.count("malformed");
        }
    }

    private boolean learn(ByteBuffer set) {
        if (Nal.find(set, set.position(), set.limit()) != Nal.NONE) {
            dropped.count("malformed"); // with what would be a start code
            return false;
        }
        try {
            syntax.learn(set);
            return true;
        } catch (CamkitException e) {
            refusal = e;
            dropped.count("malformed");
            return false;
        }
    }

    @Override
    public @Nullable Frame take(long pts, long dts, ByteBuffer bytes, long nowNanos) {
        hasPicture = false;
        keyFrame = false;
        setTypes = 0;
        skipped = false;
        fault = bytes.hasRemaining() ? null : "malformed";
        try {
            if (lengthBytes == 0) {
                AnnexB.each(bytes, this::nal);
            } else {
                eachLength(bytes);
            }
        } catch (CamkitException e) {
            if (e == refusal) {
                throw e;
            }
            fail("no_memory");
        }
        if (fault == null && hasPicture && !syntax.complete()) {
            fail("no_parameter_sets"); // a set behind the picture took the place of its own
        }
        long ticks = ticks(pts, dts);
        if (fault == null && hasPicture) {
            keyFrameWanted = false;
            return writer.finish(header(ticks, nowNanos));
        }
        writer.discard();
        if (fault != null) {
            dropped.count(fault);
            keyFrameWanted |= !skipped;
            context.unchanged();
        }
        return null;
    }

    private void eachLength(ByteBuffer bytes) {
        ByteBuffer nal = bytes.duplicate();
        int at = bytes.position();
        while (at < bytes.limit()) {
            if (bytes.limit() - at < lengthBytes) {
                fail("malformed");
                return;
            }
            long length = 0;
            for (int i = 0; i < lengthBytes; i++) {
                length = (length << Byte.SIZE) | (bytes.get(at++) & 0xff);
            }
            if (length > bytes.limit() - at || Nal.find(bytes, at, at + (int) length) != Nal.NONE) {
                fail("malformed"); // too short, or with what would be a start code
                return;
            }
            nal(nal.limit(at + (int) length).position(at));
            at += (int) length;
        }
    }

    private void nal(ByteBuffer nal) {
        if (fault != null || nal.remaining() <= syntax.headerBytes()) {
            return;
        }
        if (syntax.isEnhancement(nal)) {
            return;
        }
        int type = syntax.type(nal.get(nal.position()));
        if (syntax.isParameterSet(type)) {
            if (!learn(nal)) {
                return;
            }
            setTypes |= 1L << type;
        } else if (syntax.isPicture(type) && !hasPicture) {
            picture(type);
        }
        append(nal);
    }

    private void picture(int type) {
        hasPicture = true;
        keyFrame = syntax.isKeyFrame(type);
        skipping = keyFrame ? keyFrameWanted : skipping && !syntax.endsSkipping(type);
        skipped = skipping && syntax.isSkippedAfterStart(type);
        if (skipped || (keyFrameWanted && !keyFrame)) {
            fail("no_key_frame");
        } else if (!syntax.complete()) {
            if (refusal != null) {
                throw refusal;
            }
            fail("no_parameter_sets");
        } else if (keyFrame && setTypes != syntax.parameterSetTypes()) {
            syntax.track().parameterSets().forEach(this::append);
        }
    }

    private void append(ByteBuffer nal) {
        if (fault == null && !(writer.appendInt(Nal.START_CODE) && writer.append(nal.duplicate()))) {
            fail("too_large");
        }
    }

    private void fail(String why) {
        fault = why;
        writer.discard();
    }

    private long frameTicks() {
        Track track = passed.last();
        double rate = track != null && track.frameRate() > 0 ? track.frameRate() : format.frameRate();
        return Math.round(CLOCK_RATE / (rate > 0 ? rate : USUAL_FRAME_RATE));
    }

    /** A packet without any time follows the one before it. */
    private long ticks(long pts, long dts) {
        long time = pts != InputListener.NO_TIME ? pts : dts;
        if (time != InputListener.NO_TIME) {
            lastTicks = format.ticks(time, CLOCK_RATE);
        } else {
            lastTicks = lastTicks == InputListener.NO_TIME ? 0 : lastTicks + frameTicks();
        }
        return lastTicks;
    }

    private FrameHeader header(long ticks, long nowNanos) {
        Track track = passed.next(syntax.track(), keyFrame);
        long pts = timeline.place(ticks, CLOCK_RATE, nowNanos);
        long dts = decodeTimes.next(pts, frameTicks(), syntax.reorderFrames());
        return new FrameHeader(track, Math.max(pts, dts), dts, timeline.captured(dts, CLOCK_RATE, nowNanos), keyFrame);
    }

    @Override
    public void close() {
        writer.discard();
    }
}
