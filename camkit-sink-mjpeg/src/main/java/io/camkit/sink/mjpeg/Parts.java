package io.camkit.sink.mjpeg;

import io.camkit.Clock;
import io.camkit.Frame;
import io.camkit.http.Outbound;
import io.camkit.net.FrameBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The parts of a multipart stream (RFC 2046, section 5.1), each put together once for all viewers.
 *
 * <p>Header lines, picture and delimiter stand in one piece of memory: one copy a picture saves every viewer two buffers and the system
 * a gathering write, which weighs more from a handful of viewers on. The delimiter goes out right behind its picture and not before the
 * next one, because browsers show a part when they see its end.
 */
final class Parts {
    static final String CONTENT_TYPE = "multipart/x-mixed-replace; boundary=camkit";

    /** When a loop is late, its viewers take several pictures in a row, one viewer after the other. */
    private static final int KEPT = 4;

    private static final int LINES_BYTES = 160;
    private static final String FIRST_DELIMITER = "--camkit\r\n";
    private static final String DELIMITER = "\r\n--camkit\r\n";

    private final Clock clock;
    private final FrameBuffers parts = new FrameBuffers(KEPT, this::part);

    Parts(Clock clock) {
        this.clock = clock;
    }

    void begin(Outbound viewer) {
        ByteBuf first = ByteBufAllocator.DEFAULT.directBuffer(FIRST_DELIMITER.length());
        first.writeCharSequence(FIRST_DELIMITER, StandardCharsets.US_ASCII);
        viewer.write(first);
    }

    void write(Frame frame, Outbound viewer) {
        viewer.write(parts.of(frame));
    }

    void clear() {
        parts.clear();
    }

    private ByteBuf part(Frame frame) {
        Instant captured = clock.wallAt(frame.captureNanos());
        String micros = Long.toString(1_000_000 + captured.getNano() / 1000).substring(1);
        ByteBuf part = ByteBufAllocator.DEFAULT.directBuffer(LINES_BYTES + frame.size());
        part.writeCharSequence(
                "Content-Type: image/jpeg\r\nContent-Length: " + frame.size() + "\r\nX-Timestamp: "
                        + captured.getEpochSecond() + "." + micros + "\r\n\r\n",
                StandardCharsets.US_ASCII);
        part.writeBytes(frame.asBuffer());
        part.writeCharSequence(DELIMITER, StandardCharsets.US_ASCII);
        return part;
    }
}
