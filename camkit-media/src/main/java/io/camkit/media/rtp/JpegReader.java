package io.camkit.media.rtp;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.media.jpeg.JpegScanner;
import io.camkit.media.jpeg.JpegScanner.Verdict;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;

/**
 * JPEG over RTP (RFC 2435): packets carry the coded pixels alone, and headers that say how to write what belongs in front of them.
 *
 * <p>A picture that lost a part is dropped; the next one does not need it.
 */
final class JpegReader implements PayloadReader {
    private static final int HEADER_BYTES = 8;
    private static final int RESTART_BYTES = 4;
    private static final int FIRST_WITH_RESTARTS = 64;
    private static final int LAST_WITH_RESTARTS = 127;
    private static final int BLOCK = 8;
    private static final int END_OF_IMAGE = 0xffd9;

    private final int clockRate;
    private final double frameRate;
    private final Depacketizer.Output output;
    private final FrameCollector frame;
    private final TimestampUnwrapper times;
    private final JpegTables tables = new JpegTables();
    private final JpegScanner scanner = new JpegScanner();
    private @Nullable Track track;

    // the picture under way
    private boolean open;
    private int timestamp;
    private long arrivalNanos;
    private int width;
    private int height;
    private int headerBytes;

    JpegReader(int clockRate, double frameRate, FrameAllocator allocator, Depacketizer.Output output) {
        this.clockRate = clockRate;
        this.frameRate = frameRate;
        this.output = output;
        this.frame = new FrameCollector(allocator);
        this.times = new TimestampUnwrapper(clockRate, output::timeRepaired);
    }

    @Override
    public void lose() {
        if (open) {
            frame.fail(DropReason.DAMAGED);
        }
    }

    @Override
    public void restart() {
        times.restart();
    }

    @Override
    public void payload(RtpHeader header, ByteBuffer payload, long arrival) {
        if (payload.remaining() < HEADER_BYTES) {
            if (payload.hasRemaining()) {
                malformed();
            }
            return;
        }
        int offset = payload.getInt() & 0xff_ffff; // the byte before it is for interlaced pictures
        int type = payload.get() & 0xff;
        int quality = payload.get() & 0xff;
        int columns = payload.get() & 0xff;
        int rows = payload.get() & 0xff;
        if (open && (offset == 0 || header.timestamp() != timestamp)) {
            frame.fail(DropReason.DAMAGED); // the end of the one before is missing
            end();
        }
        if (!open) {
            open = true;
            timestamp = header.timestamp();
            arrivalNanos = arrival;
            if (offset > 0) {
                frame.fail(DropReason.DAMAGED);
            }
        }
        int restartInterval = restartInterval(type, payload);
        if (offset == 0) {
            int sampling = type > LAST_WITH_RESTARTS ? type : type % FIRST_WITH_RESTARTS;
            begin(new JpegHeader(sampling, columns * BLOCK, rows * BLOCK, restartInterval), quality, payload);
        } else if (frame.fault() == null && offset != frame.size() - headerBytes) {
            frame.fail(DropReason.DAMAGED);
        }
        frame.append(payload);
        if (header.marker()) {
            end();
        }
    }

    private void malformed() {
        output.dropped(DropReason.MALFORMED);
        lose();
    }

    /** Section 3.1.7. */
    private int restartInterval(int type, ByteBuffer payload) {
        if (type < FIRST_WITH_RESTARTS || type > LAST_WITH_RESTARTS) {
            return 0;
        }
        if (payload.remaining() < RESTART_BYTES) {
            malformed();
            return 0;
        }
        return payload.getInt() >>> Short.SIZE;
    }

    private void begin(JpegHeader header, int quality, ByteBuffer payload) {
        if (header.width() == 0 || header.height() == 0) {
            output.unusable(new CamkitException(
                    "CK-3125",
                    "the camera's JPEG is larger than RTP can say: 2040 pixels a side",
                    "",
                    "set a smaller picture in the camera, or H.264.",
                    Retry.RETRY_SLOWLY));
        }
        if (!header.isReadable() || !tables.read(quality, payload)) {
            malformed();
            return;
        }
        width = header.width();
        height = header.height();
        frame.append(header.write(tables));
        headerBytes = frame.size();
    }

    private void end() {
        open = false;
        if (frame.fault() == null) {
            complete();
        }
        DropReason why = frame.fault();
        if (why == null) {
            long pts = times.unwrap(timestamp, arrivalNanos, false);
            output.frame(frame.finish(FrameHeader.of(track(), pts, arrivalNanos, true)));
        } else {
            frame.discard();
            output.dropped(why);
        }
    }

    /** Some cameras leave out the last two bytes, which say nothing. What is no picture all the same was damaged on its way. */
    private void complete() {
        int size = frame.size();
        if ((frame.collected().getShort(size - Short.BYTES) & 0xffff) != END_OF_IMAGE) {
            frame.appendByte(END_OF_IMAGE >> Byte.SIZE);
            frame.appendByte(END_OF_IMAGE);
        }
        if (frame.fault() == null) {
            ByteBuffer picture = frame.collected();
            if (scanner.scan(picture) != Verdict.WHOLE || scanner.end() != picture.limit()) {
                frame.fail(DropReason.DAMAGED);
            }
        }
    }

    private Track track() {
        Track known = track;
        if (known == null || known.width() != width || known.height() != height) {
            known = Track.video(Codec.JPEG, clockRate, width, height).withFrameRate(frameRate);
            track = known;
        }
        return known;
    }

    @Override
    public void close() {
        open = false;
        frame.close();
    }
}
