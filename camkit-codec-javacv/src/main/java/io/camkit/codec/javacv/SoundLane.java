package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.media.aac.AudioSpecificConfig;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Sound: AAC without or with its ADTS header, Opus and G.711. */
final class SoundLane implements Lane {
    static final int MAX_BYTES = 64 << 10;
    private static final int OPUS_RATE = 48_000;
    private static final int OPUS_SAMPLES = 960;
    private static final int G711_RATE = 8000;

    private final SourceContext context;
    private final Timeline timeline;
    private final DroppedPackets dropped;
    private StreamFormat format;
    private ByteBuffer configuration = ByteBuffer.allocate(0);
    private int frameSamples;
    private @Nullable Track track;
    private long lastTicks = InputListener.NO_TIME;
    private long lastPlaced = Long.MIN_VALUE;

    SoundLane(StreamFormat format, SourceContext context, Timeline timeline, DroppedPackets dropped) {
        this.context = context;
        this.timeline = timeline;
        this.dropped = dropped;
        this.format = format;
        configure(format);
    }

    @Override
    public void configure(StreamFormat next) {
        format = next;
        if (next.codec() == Codec.AAC) {
            if (next.configuration().hasRemaining()) {
                configureAac(next.configuration());
            }
        } else if (track == null) {
            int rate = next.sampleRate() > 0 ? next.sampleRate() : G711_RATE;
            track = Track.audio(
                    next.codec(), next.codec() == Codec.OPUS ? OPUS_RATE : rate, Math.max(1, next.channels()));
            frameSamples = next.codec() == Codec.OPUS ? OPUS_SAMPLES : 0; // G.711: a byte is a sample
        }
    }

    private void configureAac(ByteBuffer next) {
        if (next.equals(configuration)) {
            return;
        }
        try {
            AudioSpecificConfig said = AudioSpecificConfig.parse(next);
            configuration =
                    ByteBuffer.allocate(next.remaining()).put(next.duplicate()).flip();
            frameSamples = said.frameSamples() * said.outputRate() / said.sampleRate();
            track = Track.audio(Codec.AAC, said.outputRate(), said.channels() > 0 ? said.channels() : format.channels())
                    .withParameterSets(List.of(configuration));
        } catch (CamkitException e) {
            dropped.count("malformed");
        }
    }

    @Override
    public @Nullable Frame take(long pts, long dts, ByteBuffer bytes, long nowNanos) {
        ByteBuffer frame = format.codec() == Codec.AAC ? withoutHeader(bytes) : bytes;
        Track current = track;
        if (current == null || !frame.hasRemaining() || frame.remaining() > MAX_BYTES) {
            dropped.count("malformed");
            return null;
        }
        try {
            return context.allocator().copy(header(current, pts, dts, frame.remaining(), nowNanos), frame);
        } catch (CamkitException e) {
            dropped.count("no_memory");
            return null;
        }
    }

    /** An empty buffer if there has to be a header and there is none. */
    private ByteBuffer withoutHeader(ByteBuffer bytes) {
        if (format.configuration().hasRemaining()) {
            return bytes;
        }
        Optional<AdtsHeader> header = AdtsHeader.at(bytes);
        header.ifPresent(adts -> configureAac(adts.configuration()));
        return header.map(adts -> bytes.slice(bytes.position() + adts.bytes(), adts.frameBytes() - adts.bytes()))
                .orElse(bytes.slice(bytes.position(), 0));
    }

    private FrameHeader header(Track of, long pts, long dts, int size, long nowNanos) {
        int rate = of.clockRate();
        long time = pts != InputListener.NO_TIME ? pts : dts;
        int samples = frameSamples > 0 ? frameSamples : size / of.channels();
        if (time != InputListener.NO_TIME) {
            lastTicks = format.ticks(time, rate);
        } else {
            lastTicks = lastTicks == InputListener.NO_TIME ? 0 : lastTicks + samples;
        }
        lastPlaced = Math.max(lastPlaced + 1, timeline.place(lastTicks, rate, nowNanos));
        return FrameHeader.of(of, lastPlaced, timeline.captured(lastPlaced, rate, nowNanos), true);
    }

    @Override
    public void close() {
        // a packet is a frame: nothing is unfinished
    }
}
