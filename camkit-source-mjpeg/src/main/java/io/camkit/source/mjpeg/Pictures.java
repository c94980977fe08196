package io.camkit.source.mjpeg;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Metrics;
import io.camkit.Track;
import io.camkit.media.jpeg.JpegScanner;
import io.camkit.spi.FrameWriter;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes the parts of a stream, or single answers, into frames: each is copied once, into its frame, and emitted if it is a whole JPEG.
 *
 * <p><b>Threading.</b> One thread.
 */
final class Pictures implements MultipartParser.Parts {
    private static final int CLOCK_RATE = 90_000;
    private static final int EXPECTED_BYTES = 64 * 1024;
    /** So many useless parts in a row are not an accident any more. */
    private static final int MAX_USELESS = 10;

    private final SourceContext context;
    private final HttpFaults faults;
    private final FrameWriter writer;
    private final JpegScanner scanner = new JpegScanner();
    private final Map<String, Metrics.Counter> dropped = new HashMap<>();
    private @Nullable Track track;
    private long captureNanos;
    private long lastPts = Long.MIN_VALUE;
    private boolean dropping;
    private boolean shown;
    private int useless;

    Pictures(SourceContext context, HttpFaults faults) {
        this.context = context;
        this.faults = faults;
        this.writer = context.allocator().writer(EXPECTED_BYTES, JpegScanner.MAX_BYTES);
    }

    @Override
    public void begin(long length) {
        if (length > JpegScanner.MAX_BYTES) {
            throw tooLarge(length);
        }
        writer.discard();
        dropping = false;
        shown = false;
        captureNanos = context.clock().nanos();
    }

    @Override
    public void data(ByteBuffer piece) {
        if (dropping) {
            return;
        }
        if (writer.size() == 0) {
            judge(piece);
        }
        try {
            if (!dropping && !writer.append(piece)) {
                throw tooLarge((long) writer.size() + piece.remaining());
            }
        } catch (CamkitException e) {
            if (!e.code().equals("CK-1401")) {
                throw e;
            }
            drop("no_memory");
        }
    }

    /** The first bytes tell mostly whether this is a JPEG, and of which size: before there is any memory for it. */
    private void judge(ByteBuffer first) {
        switch (scanner.scan(first)) {
            case TOO_LARGE -> scanner.require(first);
            case MALFORMED -> refuse(first, "malformed");
            case WHOLE, TRUNCATED -> {
                // so far, so good
            }
        }
    }

    @Override
    public void end() {
        if (dropping || writer.size() == 0) {
            return;
        }
        ByteBuffer whole = writer.collected();
        switch (scanner.scan(whole)) {
            case WHOLE -> emit(whole);
            case TRUNCATED -> refuse(whole, "truncated");
            case MALFORMED -> refuse(whole, "malformed");
            case TOO_LARGE -> scanner.require(whole);
        }
    }

    private void emit(ByteBuffer whole) {
        if (isMoreThanLineEnd(whole, scanner.end())) {
            count("trailing_bytes");
        }
        writer.truncate(scanner.end());
        long pts = Math.max(Math.floorDiv(captureNanos * 9, 100_000), lastPts + 1);
        lastPts = pts;
        useless = 0;
        shown = true;
        context.emit(writer.finish(FrameHeader.of(track(), pts, captureNanos, true)));
    }

    /** Whether the part that ended last was emitted. */
    boolean shown() {
        return shown;
    }

    private Track track() {
        Track known = track;
        if (known == null || known.width() != scanner.width() || known.height() != scanner.height()) {
            known = Track.video(Codec.JPEG, CLOCK_RATE, scanner.width(), scanner.height());
            track = known;
        }
        return known;
    }

    private static boolean isMoreThanLineEnd(ByteBuffer bytes, int from) {
        for (int at = from; at < bytes.limit(); at++) {
            if (bytes.get(at) != '\r' && bytes.get(at) != '\n') {
                return true;
            }
        }
        return false;
    }

    @Override
    public void skipped(int bytes) {
        if (bytes > 0) {
            count("trailing_bytes");
        }
    }

    private void refuse(ByteBuffer picture, String reason) {
        if (++useless == MAX_USELESS) {
            scanner.require(picture);
        }
        drop(reason);
    }

    private void drop(String reason) {
        dropping = true;
        writer.discard();
        count(reason);
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

    private CamkitException tooLarge(long bytes) {
        return faults.tooLarge("a picture has " + bytes + " bytes or more; the limit is " + JpegScanner.MAX_BYTES);
    }

    /** Gives back what is unfinished. */
    void close() {
        writer.discard();
    }
}
