package io.camkit.codec.javacv;

import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;

/** Converts the sound of a camera, which may change how it sends it. */
final class SoundConverter implements Converter {
    private final SoundConversion conversion;
    private final Output output;
    private @Nullable Track result;
    private @Nullable SoundChain chain;
    private long lastPts = Long.MIN_VALUE;

    SoundConverter(SoundConversion conversion, Output output) {
        this.conversion = conversion;
        this.output = output;
    }

    @Override
    public void track(Track track) {
        close();
        Track next = conversion.track(track);
        Track before = result;
        // all else follows from the codec
        Track same = before != null && before.channels() == next.channels() ? before : next;
        result = same;
        chain = new SoundChain(track, same);
    }

    private SoundChain chain() {
        SoundChain current = chain;
        if (current == null) {
            throw new IllegalStateException("no track yet");
        }
        return current;
    }

    @Override
    public ByteBuffer room(int bytes) {
        return chain().room(bytes);
    }

    /** Sound is never shown late: what it cannot keep up with is skipped before, and silence here. */
    @Override
    public void convert(FrameHeader header, boolean late) {
        SoundChain.Fate fate = chain().convert(header.pts(), (pts, packet) -> emit(pts, header.captureNanos(), packet));
        if (fate != SoundChain.Fate.HEARD) {
            output.dropped(fate == SoundChain.Fate.TOO_LATE ? Dropped.BACKWARD_PTS : Dropped.UNDECODABLE);
        }
    }

    private void emit(long pts, long captureNanos, ByteBuffer packet) {
        Track track = result;
        if (track == null || pts <= lastPts) {
            output.dropped(Dropped.BACKWARD_PTS);
            return;
        }
        lastPts = pts;
        output.frame(FrameHeader.of(track, pts, captureNanos, true), packet);
    }

    /** Every packet is one. */
    @Override
    public void requestKeyFrame() {}

    @Override
    public void close() {
        SoundChain current = chain;
        chain = null;
        if (current != null) {
            current.close();
        }
    }
}
