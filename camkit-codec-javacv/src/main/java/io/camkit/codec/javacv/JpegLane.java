package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.media.jpeg.JpegScanner;
import io.camkit.spi.FrameWriter;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import java.nio.ByteBuffer;

/** Motion JPEG: each packet is one picture. */
final class JpegLane implements Lane {
    private static final int EXPECTED_BYTES = 64 << 10;
    private static final int CLOCK_RATE = 90_000;
    private static final int USUAL_FRAME_RATE = 25;
    /** So many useless pictures in a row are not an accident any more. */
    private static final int MAX_USELESS = 10;

    private final Timeline timeline;
    private final DroppedPackets dropped;
    private final FrameWriter writer;
    private final JpegScanner scanner = new JpegScanner();
    private StreamFormat format;
    private @Nullable Track track;
    private int useless;
    private long lastTicks = InputListener.NO_TIME;
    private long lastPlaced = Long.MIN_VALUE;

    JpegLane(StreamFormat format, SourceContext context, Timeline timeline, DroppedPackets dropped) {
        this.timeline = timeline;
        this.dropped = dropped;
        this.format = format;
        this.writer = context.allocator().writer(EXPECTED_BYTES, JpegScanner.MAX_BYTES);
    }

    @Override
    public void configure(StreamFormat next) {
        format = next;
    }

    @Override
    public @Nullable Frame take(long pts, long dts, ByteBuffer bytes, long nowNanos) {
        if (scanner.scan(bytes) != JpegScanner.Verdict.WHOLE) {
            dropped.count("malformed");
            if (++useless == MAX_USELESS) {
                scanner.require(bytes);
            }
            return null;
        }
        useless = 0;
        ByteBuffer whole = bytes.slice(bytes.position(), scanner.end() - bytes.position());
        try {
            if (!HuffmanTables.append(whole, writer)) {
                return refused("too_large");
            }
        } catch (CamkitException e) {
            return refused("no_memory");
        }
        return writer.finish(header(pts != InputListener.NO_TIME ? pts : dts, nowNanos));
    }

    private @Nullable Frame refused(String why) {
        writer.discard();
        dropped.count(why);
        return null;
    }

    private FrameHeader header(long time, long nowNanos) {
        if (time != InputListener.NO_TIME) {
            lastTicks = format.ticks(time, CLOCK_RATE);
        } else {
            double rate = format.frameRate() > 0 ? format.frameRate() : USUAL_FRAME_RATE;
            lastTicks = lastTicks == InputListener.NO_TIME ? 0 : lastTicks + Math.round(CLOCK_RATE / rate);
        }
        lastPlaced = Math.max(lastPlaced + 1, timeline.place(lastTicks, CLOCK_RATE, nowNanos));
        return FrameHeader.of(track(), lastPlaced, timeline.captured(lastPlaced, CLOCK_RATE, nowNanos), true);
    }

    private Track track() {
        Track known = track;
        if (known == null || known.width() != scanner.width() || known.height() != scanner.height()) {
            known = Track.video(Codec.JPEG, CLOCK_RATE, scanner.width(), scanner.height())
                    .withFrameRate(format.frameRate());
            track = known;
        }
        return known;
    }

    @Override
    public void close() {
        writer.discard();
    }
}
