package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameReader;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import java.time.Duration;

/**
 * Brings a camera's frames to where they are converted. What need not be decoded at all is left out here: pictures between key frames
 * that nobody wants, and JPEGs that are too many or too late.
 */
final class ConversionReader implements FrameReader {
    /** So far behind, pictures are decoded for the sake of those that follow, and not shown. */
    private static final long LATE = Duration.ofMillis(200).toNanos();

    private final PictureConversion pictures;
    private final Workshop workshop;
    private final TaskLoop loop;
    private final SourceContext context;
    private final PicturePace pace;
    private volatile @Nullable Subscription subscription;
    private long lastDts = Long.MIN_VALUE;
    private @Nullable Track lastTrack;

    ConversionReader(PictureConversion pictures, Workshop workshop, TaskLoop loop, SourceContext context) {
        this.pictures = pictures;
        this.workshop = workshop;
        this.loop = loop;
        this.context = context;
        this.pace = new PicturePace(pictures.maxFrameRate());
    }

    /** Tells it its own position. */
    void reads(Subscription own) {
        subscription = own;
    }

    /** The workshop takes frames again. Any thread. */
    void resume() {
        Subscription own = subscription;
        if (own != null) {
            own.resume();
        }
    }

    @Override
    public void onTrack(Track track) {
        attempt(() -> workshop.track(track));
    }

    @Override
    public Answer onFrame(Frame frame) {
        if (!workshop.ready()) {
            return Answer.LATER;
        }
        attempt(() -> take(frame));
        return Answer.TAKEN;
    }

    private void take(Frame frame) {
        Track track = frame.track();
        if (track.kind() == Codec.Kind.VIDEO) {
            requireProgress(frame);
            if (pictures.keyFramesOnly() && !frame.keyFrame()) {
                context.unchanged();
                return;
            }
            if (track.codec().everyFrameKey() && !pace.due(frame.ptsNanos())) {
                return;
            }
        }
        Subscription own = subscription;
        workshop.frame(frame, own != null && own.lagNanos() > LATE);
    }

    /** Another connection to the camera has time stamps of its own, and so has what is made of them. */
    private void requireProgress(Frame frame) {
        Track before = lastTrack;
        if (before != null && before != frame.track()) {
            if (before.clockRate() != frame.track().clockRate() || frame.dts() <= lastDts) {
                throw CodecFaults.startedAnew();
            }
        }
        lastTrack = frame.track();
        lastDts = frame.dts();
    }

    /** What a reader throws would be the core's to log; here it is this attempt's end. */
    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            loop.fail(e);
        }
    }

    @Override
    public void onEnd(CamkitException why) {
        loop.fail(why);
    }
}
