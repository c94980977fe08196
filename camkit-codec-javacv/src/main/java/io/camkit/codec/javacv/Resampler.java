package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_double;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc;
import static org.bytedeco.ffmpeg.global.swresample.swr_close;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert_frame;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_inject_silence;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;

/** Brings samples to the rate, channels and format of an encoder. One thread. */
final class Resampler implements AutoCloseable {
    private final AVCodecContext wanted;
    private final SwrContext context = swr_alloc();
    private final AVFrame result = av_frame_alloc();

    /** @param wanted an open encoder's */
    Resampler(AVCodecContext wanted) {
        this.wanted = wanted;
        // what every channel says is as loud in fewer channels; FFmpeg sees to that for whole numbers alone
        av_opt_set_double(context, "rematrix_maxval", 1, 0);
    }

    /** Forgets what came before; the next samples may be of another rate or layout. */
    void restart() {
        swr_close(context);
    }

    /** So many samples of silence, of the rate of those before, come before the next ones. Not right after a restart. */
    void silence(int samples) {
        swr_inject_silence(context, samples);
    }

    /**
     * Converts.
     *
     * @return whether {@link #result} has samples; not for those that are unlike the ones before, which a restart is needed for
     */
    boolean convert(AVFrame samples) {
        av_frame_unref(result);
        result.format(wanted.sample_fmt()).sample_rate(wanted.sample_rate());
        result.ch_layout(wanted.ch_layout());
        return swr_convert_frame(context, result, samples) >= 0;
    }

    /** What the newest samples became, until the next. */
    AVFrame result() {
        return result;
    }

    @Override
    public void close() {
        swr_free(context);
        av_frame_free(result);
    }
}
