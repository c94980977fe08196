package io.camkit.source.picamera;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.media.jpeg.JpegScanner;
import io.camkit.spi.FrameWriter;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import java.nio.ByteBuffer;

/**
 * Takes JPEGs apart that follow each other without anything between them. What is no JPEG is skipped up to the next one.
 *
 * <p><b>Threading.</b> One thread.
 */
final class JpegFrames implements PipeFrames {
    private static final int EXPECTED_BYTES = 64 << 10;
    /** So many useless pictures in a row are not an accident any more. */
    private static final int MAX_USELESS = 10;

    private static final byte MARKER = (byte) 0xff;
    private static final byte START = (byte) 0xd8;
    private static final byte END = (byte) 0xd9;

    private final SourceContext context;
    private final Drops drops;
    private final FrameTimes times;
    private final int frameRate;
    private final FrameWriter writer;
    private final JpegScanner scanner = new JpegScanner();
    private @Nullable Track track;
    private boolean inPicture;
    private long arrivalNanos;
    private int useless;

    JpegFrames(SourceContext context, int framesPerSecond) {
        this.context = context;
        this.drops = new Drops(context);
        this.times = new FrameTimes(framesPerSecond);
        this.frameRate = framesPerSecond;
        this.writer = context.allocator().writer(EXPECTED_BYTES, JpegScanner.MAX_BYTES);
    }

    @Override
    public void take(ByteBuffer received) {
        while (received.remaining() >= 2) {
            if (!inPicture && !begins(received)) {
                return;
            }
            int end = markerEnd(received, END);
            boolean mayBeWhole = end > 0;
            // the last byte may be the first of a marker
            add(received, mayBeWhole ? end : received.limit() - 1);
            if (mayBeWhole && inPicture) {
                judge();
            }
        }
    }

    /** Moves to the next picture's first byte; false if there is none, with one byte left. */
    private boolean begins(ByteBuffer received) {
        int behind = markerEnd(received, START);
        received.position(behind > 0 ? behind - 2 : received.limit() - 1);
        if (behind > 0) {
            inPicture = true;
            arrivalNanos = context.clock().nanos();
        }
        return behind > 0;
    }

    /** The index behind the first marker of this kind; 0 if there is none. */
    private static int markerEnd(ByteBuffer bytes, byte kind) {
        for (int at = bytes.position() + 1; at < bytes.limit(); at++) {
            if (bytes.get(at) == kind && bytes.get(at - 1) == MARKER) {
                return at + 1;
            }
        }
        return 0;
    }

    private void add(ByteBuffer received, int end) {
        ByteBuffer piece = received.slice(received.position(), end - received.position());
        received.position(end);
        if (writer.size() == 0 && scanner.scan(piece) == JpegScanner.Verdict.TOO_LARGE) {
            scanner.require(piece); // before there is memory for it
        }
        try {
            if (!writer.append(piece)) {
                refuse("too_large");
            }
        } catch (CamkitException e) {
            refuse("no_memory");
        }
    }

    private void judge() {
        ByteBuffer collected = writer.collected();
        switch (scanner.scan(collected)) {
            case WHOLE -> emit();
            case TRUNCATED -> {
                // that end was one inside a segment
            }
            case MALFORMED -> refuseUseless(collected);
            case TOO_LARGE -> scanner.require(collected);
        }
    }

    private void emit() {
        useless = 0;
        inPicture = false;
        writer.truncate(scanner.end());
        context.emit(writer.finish(FrameHeader.of(track(), times.next(arrivalNanos), arrivalNanos, true)));
    }

    private Track track() {
        Track known = track;
        if (known == null || known.width() != scanner.width() || known.height() != scanner.height()) {
            known = Track.video(Codec.JPEG, FrameTimes.CLOCK_RATE, scanner.width(), scanner.height())
                    .withFrameRate(frameRate);
            track = known;
        }
        return known;
    }

    private void refuseUseless(ByteBuffer picture) {
        if (++useless == MAX_USELESS) {
            scanner.require(picture);
        }
        refuse("malformed");
    }

    private void refuse(String reason) {
        inPicture = false;
        writer.discard();
        drops.count(reason);
    }

    @Override
    public void close() {
        writer.discard();
    }
}
