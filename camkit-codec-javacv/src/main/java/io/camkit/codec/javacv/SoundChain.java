package io.camkit.codec.javacv;

import io.camkit.Track;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decoder, resampler and encoder: packets of one lane of sound in, packets of another codec out, at the same times.
 *
 * <p>Samples are counted, so that packets follow each other evenly whatever the last digits of the time stamps are. Where packets are
 * missing or damaged there is silence; after a longer gap the time stamps jump as those of the input did. {@link SoundClock} says when.
 *
 * <p><b>Threading.</b> One thread.
 */
final class SoundChain implements AutoCloseable {
    /** What became of a packet. */
    enum Fate {
        /** It is in what was handed on, or will be. */
        HEARD,
        /** There was sound at its time already. */
        TOO_LATE,
        /** It is damaged. */
        UNDECODABLE
    }

    private final Track from;
    private final Track to;
    private final SoundClock clock;
    private final SoundDecoder decoder;
    private final SoundEncoder encoder;
    private final Resampler resampler;
    private int rate;
    private int channels;

    SoundChain(Track from, Track to) {
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

    /** Memory for the next packet: position 0, limit {@code bytes}. */
    ByteBuffer room(int bytes) {
        return decoder.room(bytes);
    }

    /**
     * Converts the packet that was put into {@link #room}.
     *
     * @param pts on the clock of the input
     */
    Fate convert(long pts, SoundEncoder.Packets out) {
        if (!decoder.decode()) {
            return Fate.UNDECODABLE;
        }
        AVFrame samples = decoder.samples();
        SoundClock.Place place = clock.place(pts);
        if (place == SoundClock.Place.TOO_LATE) {
            return Fate.TOO_LATE;
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
            return Fate.UNDECODABLE;
        }
        encoder.encode(resampler.result(), out);
        return Fate.HEARD;
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
