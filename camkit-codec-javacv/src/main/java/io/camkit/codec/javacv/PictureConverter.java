package io.camkit.codec.javacv;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.media.jpeg.JpegScanner;
import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes every picture that has to be, and scales and encodes those alone that are shown. The size of the result follows from each
 * picture's own, so a camera may change its.
 */
final class PictureConverter implements Converter {
    /** Who never catches up sees something all the same. */
    private static final long LATE_SHOWN_EVERY = Duration.ofSeconds(1).toNanos();

    private final PictureConversion conversion;
    private final Output output;
    private final PicturePace pace;
    private final CaptureTimes captures = new CaptureTimes();
    private final AtomicBoolean keyFrameWanted = new AtomicBoolean();
    private @Nullable Decoder decoder;
    private @Nullable PictureMaker maker;
    private long lastPts = Long.MIN_VALUE;
    private long lastShownNanos = Long.MIN_VALUE;

    PictureConverter(PictureConversion conversion, Output output) {
        this.conversion = conversion;
        this.output = output;
        this.pace = new PicturePace(conversion.maxFrameRate());
    }

    @Override
    public void track(Track track) {
        if ((long) track.width() * track.height() > JpegScanner.MAX_PIXELS) {
            throw CodecFaults.tooLarge(track);
        }
        drain();
        closeDecoder();
        decoder = new Decoder(track, conversion.keyFramesOnly(), conversion.codec() == Codec.GRAY8);
    }

    /** What waits in the decoder for its turn is shown before another one takes its place. */
    private void drain() {
        Decoder current = decoder;
        if (current != null) {
            current.end();
            showAll(current, false);
        }
    }

    @Override
    public ByteBuffer room(int bytes) {
        return decoder().room(bytes);
    }

    private Decoder decoder() {
        Decoder current = decoder;
        if (current == null) {
            throw new IllegalStateException("no track yet");
        }
        return current;
    }

    @Override
    public void convert(FrameHeader header, boolean late) {
        Decoder current = decoder();
        if (header.track().codec().everyFrameKey() && skips(header.track().toNanos(header.pts()), late)) {
            output.dropped(Dropped.LATE); // no other needs it
            return;
        }
        captures.put(header.pts(), header.captureNanos());
        if (!current.decode(header, late)) {
            output.dropped(Dropped.UNDECODABLE);
            return;
        }
        showAll(current, late);
    }

    private void showAll(Decoder current, boolean late) {
        for (AVFrame picture = current.next(); picture != null; picture = current.next()) {
            consider(picture, current.track(), late);
        }
    }

    private void consider(AVFrame picture, Track track, boolean late) {
        if (picture.pts() <= lastPts) {
            output.dropped(Dropped.BACKWARD_PTS);
            return;
        }
        lastPts = picture.pts();
        long nanos = track.toNanos(lastPts);
        if (skips(nanos, late)) {
            output.dropped(Dropped.LATE);
        } else if (pace.due(nanos)) {
            lastShownNanos = nanos;
            show(picture, track);
        }
    }

    /** Whether it is not shown because newer ones wait. */
    private boolean skips(long nanos, boolean late) {
        return late && lastShownNanos != Long.MIN_VALUE && nanos - lastShownNanos < LATE_SHOWN_EVERY;
    }

    private void show(AVFrame picture, Track track) {
        PictureForm form = PictureForm.of(picture);
        PictureMaker current = maker;
        if (current == null || !current.makes(form, track, picture.colorspace())) {
            closeMaker();
            current = new PictureMaker(form, track, conversion, picture.colorspace(), output);
            maker = current;
        }
        long pts = picture.pts();
        current.make(picture, FrameHeader.of(track, pts, captures.of(pts), true), keyFrameWanted.getAndSet(false));
    }

    @Override
    public void requestKeyFrame() {
        keyFrameWanted.set(true);
    }

    private void closeMaker() {
        PictureMaker current = maker;
        maker = null;
        if (current != null) {
            current.close();
        }
    }

    private void closeDecoder() {
        Decoder current = decoder;
        decoder = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void close() {
        closeDecoder();
        closeMaker();
    }
}
