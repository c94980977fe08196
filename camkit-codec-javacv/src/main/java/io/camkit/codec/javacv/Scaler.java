package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/**
 * Brings pictures of one form into another: size, layout and range. The matrix between RGB and YUV stays what it is, as with FFmpeg's own
 * program. One thread.
 */
final class Scaler implements AutoCloseable {
    private final PictureForm from;
    private final SwsContext context;
    private final AVFrame scaled = av_frame_alloc();

    Scaler(PictureForm from, PictureForm to) {
        this.from = from;
        context = sws_alloc_context();
        context.flags(SWS_BICUBIC);
        context.src_w(from.size().width());
        context.src_h(from.size().height());
        context.src_format(from.layout());
        context.src_range(range(from));
        context.dst_w(to.size().width());
        context.dst_h(to.size().height());
        context.dst_format(to.layout());
        context.dst_range(range(to));
        if (sws_init_context(context, null, null) < 0) {
            close();
            throw CodecFaults.failed("sws_init_context", from + " cannot be made " + to);
        }
        scaled.width(to.size().width());
        scaled.height(to.size().height());
        scaled.format(to.layout());
        int answer = av_frame_get_buffer(scaled, 0);
        if (answer < 0) {
            close();
            throw CodecFaults.failed("av_frame_get_buffer", FfmpegError.text(answer));
        }
    }

    private static int range(PictureForm form) {
        return form.fullRange() ? 1 : 0;
    }

    /** The picture in the other form, valid until the next call. */
    AVFrame scale(AVFrame picture) {
        // an encoder may still hold the one before
        FfmpegError.check(av_frame_make_writable(scaled), "av_frame_make_writable");
        FfmpegError.check(
                sws_scale(
                        context,
                        picture.data(),
                        picture.linesize(),
                        0,
                        from.size().height(),
                        scaled.data(),
                        scaled.linesize()),
                "sws_scale");
        scaled.pts(picture.pts());
        return scaled;
    }

    @Override
    public void close() {
        av_frame_free(scaled);
        sws_freeContext(context);
    }
}
