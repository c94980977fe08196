package io.camkit.source.esp32;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Metrics;
import io.camkit.Track;
import io.camkit.media.jpeg.JpegScanner;
import io.camkit.spi.Memory;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes a device's messages into frames: a message that is one whole JPEG becomes the frame as it is, without a copy. It is stamped when it
 * arrives, because the device has no clock.
 *
 * <p><b>Threading.</b> One thread at a time.
 */
final class Pictures {
    private static final int CLOCK_RATE = 90_000;
    /** So many useless messages in a row are not an accident any more. */
    private static final int MAX_USELESS = 10;

    private final SourceContext context;
    private final JpegScanner scanner = new JpegScanner();
    private final Map<String, Metrics.Counter> dropped = new HashMap<>();
    private @Nullable Track track;
    private long lastPts = Long.MIN_VALUE;
    private int useless;

    Pictures(SourceContext context) {
        this.context = context;
    }

    /** The bytes of a message, which live as long as the frame does. */
    private record Adopted(ByteBuf message, ByteBuffer buffer) implements Memory {
        @Override
        public void release() {
            message.release();
        }
    }

    /**
     * Takes one message, lent for the call.
     *
     * @throws CamkitException if it is the tenth useless one in a row
     */
    void take(ByteBuf message) {
        ByteBuffer bytes = message.nioBuffer();
        switch (scanner.scan(bytes)) {
            case WHOLE -> emit(message, bytes);
            case TRUNCATED -> drop("truncated");
            case MALFORMED -> drop("malformed");
            case TOO_LARGE -> drop("too_large");
        }
    }

    private void emit(ByteBuf message, ByteBuffer bytes) {
        if (scanner.end() < bytes.limit()) {
            count("trailing_bytes");
        }
        useless = 0;
        long captureNanos = context.clock().nanos();
        long pts = Math.max(Math.floorDiv(captureNanos * 9, 100_000), lastPts + 1);
        FrameHeader header = FrameHeader.of(track(), pts, captureNanos, true);
        Frame frame;
        try {
            frame = frame(header, message, bytes);
        } catch (CamkitException e) {
            if (!e.code().equals("CK-1401")) {
                throw e;
            }
            count("no_memory");
            return;
        }
        lastPts = pts;
        context.emit(frame);
    }

    /** A message that came in several pieces lies in several places, and only then it is copied into one. */
    private Frame frame(FrameHeader header, ByteBuf message, ByteBuffer bytes) {
        int size = scanner.end() - bytes.position();
        if (bytes.isDirect() && message.nioBufferCount() == 1) {
            return context.allocator().adopt(header, new Adopted(message.retain(), bytes), bytes.position(), size);
        }
        return context.allocator().copy(header, bytes.limit(scanner.end()));
    }

    private Track track() {
        Track known = track;
        if (known == null || known.width() != scanner.width() || known.height() != scanner.height()) {
            known = Track.video(Codec.JPEG, CLOCK_RATE, scanner.width(), scanner.height());
            track = known;
        }
        return known;
    }

    private void drop(String reason) {
        count(reason);
        if (++useless == MAX_USELESS) {
            throw DeviceFaults.noPictures(useless);
        }
    }

    private void count(String reason) {
        dropped.computeIfAbsent(reason, this::counter).add(1);
    }

    private Metrics.Counter counter(String reason) {
        return context.metrics()
                .counter(
                        "camkit_source_dropped_total",
                        "Packets and frames that a source gave up, by reason",
                        Map.of("camera", context.camera(), "reason", reason));
    }
}
