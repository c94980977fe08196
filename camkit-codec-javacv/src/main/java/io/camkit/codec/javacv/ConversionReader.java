package io.camkit.codec.javacv;

import io.camkit.CamkitException;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.FrameReader;
import io.camkit.Subscription;
import io.camkit.Track;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import java.time.Duration;

/**
 * Brings one lane of a camera's frames to where they are converted, except those that need not even be decoded.
 */
final class ConversionReader implements FrameReader {
    /** So far behind, pictures are decoded for the sake of those that follow, and not shown. */
    private static final long LATE = Duration.ofMillis(200).toNanos();

    /** So far behind, it is better to begin anew with a newer key frame. */
    private static final long TOO_LATE = Duration.ofMillis(500).toNanos();

    private final Sieve sieve;
    private final Workshop workshop;
    private final TaskLoop loop;
    private final SourceContext context;
    private volatile @Nullable Subscription subscription;
    private long lastDts = Long.MIN_VALUE;
    private @Nullable Track lastTrack;
    private @Nullable FrameHeader pausedAt;

    ConversionReader(Conversion conversion, Workshop workshop, TaskLoop loop, SourceContext context) {
        this.sieve = conversion.sieve();
        this.workshop = workshop;
        this.loop = loop;
        this.context = context;
    }

    /** Tells it its own position. */
    void reads(Subscription own) {
        subscription = own;
    }

    @Override
    public void onTrack(Track track) {
        attempt(() -> workshop.track(track));
    }

    @Override
    public Answer onFrame(Frame frame) {
        Subscription own = subscription;
        if (own != null && !frame.header().equals(pausedAt) && own.lagNanos() > TOO_LATE) {
            // only who resumes may jump to a newer key frame; without one this frame comes again
            pausedAt = frame.header();
            loop.execute(own::resume);
            return Answer.LATER;
        }
        attempt(() -> take(frame));
        return Answer.TAKEN;
    }

    private void take(Frame frame) {
        requireProgress(frame);
        switch (sieve.judge(frame)) {
            case NEEDED -> {
                Subscription own = subscription;
                workshop.frame(frame, own != null && own.lagNanos() > LATE);
            }
            case SIGN_OF_LIFE -> context.unchanged();
            case LEFT_OUT -> {}
        }
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
