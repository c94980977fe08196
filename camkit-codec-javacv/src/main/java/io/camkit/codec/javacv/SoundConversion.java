package io.camkit.codec.javacv;

import io.camkit.Track;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Packets of one lane of sound in, packets of another codec out, at the same times.
 *
 * <p>Samples are counted, so that packets follow each other evenly whatever the last digits of the time stamps are. Where packets are
 * missing or damaged there is silence; after a longer gap the time stamps jump as those of the input did. {@link SoundClock} says when.
 *
 * <p><b>Threading.</b> One thread.
 */
final class SoundConversion implements AutoCloseable {
    private final Track from;
    private final Track to;
    private final SoundClock clock;
    private final SoundDecoder decoder;
    private final SoundEncoder encoder;
    private final Resampler resampler;
    private int rate;
    private int channels;

    SoundConversion(Track from, Track to) {
        this.from = from;
        this.to = to;
        clock = new SoundClock(from.clockRate());
        decoder = new SoundDecoder(from);
        try {
            encoder = new SoundEncoder(to);
        } catch (RuntimeException e) {
            decoder.close();
            throw e;
        }
        resampler = new Resampler(encoder.context());
    }

    /** Where the next packet is put. */
    ByteBuffer input() {
        return decoder.input();
    }

    /**
     * Converts the packet in {@link #input}.
     *
     * @param size its bytes
     * @param pts on the clock of the input
     * @return whether it was heard; not when it is damaged or comes too late
     */
    boolean convert(int size, long pts, SoundEncoder.Packets out) {
        if (!decoder.decode(size)) {
            return false;
        }
        AVFrame samples = decoder.samples();
        SoundClock.Place place = clock.place(pts);
        if (place == SoundClock.Place.TOO_LATE) {
            return false;
        }
        boolean unlike = samples.sample_rate() != rate || samples.ch_layout().nb_channels() != channels;
        if (unlike || place == SoundClock.Place.ANEW) {
            restart(pts, samples);
        } else if (place == SoundClock.Place.AFTER_GAP) {
            int missing = clock.missing(rate);
            resampler.silence(missing);
            clock.filled(missing, rate);
        }
        clock.filled(samples.nb_samples(), rate);
        if (!resampler.convert(samples)) {
            rate = 0; // the next packet begins anew
            return false;
        }
        encoder.encode(resampler.result(), out);
        return true;
    }

    private void restart(long pts, AVFrame samples) {
        rate = samples.sample_rate();
        channels = samples.ch_layout().nb_channels();
        resampler.restart();
        encoder.restartAt(Math.floorDiv(pts, from.clockRate()) * to.clockRate()
                + (long) Math.floorMod(pts, from.clockRate()) * to.clockRate() / from.clockRate());
    }

    @Override
    public void close() {
        decoder.close();
        resampler.close();
        encoder.close();
    }
}
