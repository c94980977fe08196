package io.camkit.sink.mjpeg;

import io.camkit.Clock;
import io.camkit.Frame;
import io.camkit.http.Outbound;
import io.camkit.net.FrameBuf;
import io.camkit.net.FrameBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The parts of a multipart stream (RFC 2046, section 5.1): header lines and the frame's own memory, both made once for all viewers.
 *
 * <p>The delimiter goes out right behind a picture and not before the next one, because browsers show a part when they see its end.
 */
final class Parts {
    static final String CONTENT_TYPE = "multipart/x-mixed-replace; boundary=camkit";

    private static final int KEPT = 1;
    private static final int HEADER_BYTES = 128;
    private static final ByteBuf FIRST_DELIMITER = ascii("--camkit\r\n");
    private static final ByteBuf DELIMITER = ascii("\r\n--camkit\r\n");

    private final Clock clock;
    private final FrameBuffers headers = new FrameBuffers(KEPT, this::header);
    private final FrameBuffers pictures = new FrameBuffers(KEPT, FrameBuf::of);

    Parts(Clock clock) {
        this.clock = clock;
    }

    private static ByteBuf ascii(String text) {
        ByteBuf bytes = Unpooled.directBuffer(text.length());
        bytes.writeCharSequence(text, StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(bytes);
    }

    void begin(Outbound viewer) {
        viewer.write(FIRST_DELIMITER.duplicate());
    }

    void write(Frame frame, Outbound viewer) {
        viewer.write(headers.of(frame));
        viewer.write(pictures.of(frame));
        viewer.write(DELIMITER.duplicate());
    }

    void clear() {
        headers.clear();
        pictures.clear();
    }

    private ByteBuf header(Frame frame) {
        Instant captured = clock.wallAt(frame.captureNanos());
        String micros = Long.toString(1_000_000 + captured.getNano() / 1000).substring(1);
        ByteBuf header = ByteBufAllocator.DEFAULT.directBuffer(HEADER_BYTES);
        header.writeCharSequence(
                "Content-Type: image/jpeg\r\nContent-Length: " + frame.size() + "\r\nX-Timestamp: "
                        + captured.getEpochSecond() + "." + micros + "\r\n\r\n",
                StandardCharsets.US_ASCII);
        return header;
    }
}
