package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * How the pixels of a decoded picture lie in memory.
 *
 * @param layout FFmpeg's pixel format, without those whose name implies a range
 * @param fullRange whether black and white are 0 and 255 (JPEG), and not 16 and 235 (ITU-R BT.601 and BT.709)
 */
record PictureForm(Size size, int layout, boolean fullRange) {
    /** That of a picture which was decoded; an odd last column or row is not counted, so that chroma planes fit. */
    static PictureForm of(AVFrame picture) {
        int plain = switch (picture.format()) {
            case AV_PIX_FMT_YUVJ420P -> AV_PIX_FMT_YUV420P;
            case AV_PIX_FMT_YUVJ422P -> AV_PIX_FMT_YUV422P;
            case AV_PIX_FMT_YUVJ440P -> AV_PIX_FMT_YUV440P;
            case AV_PIX_FMT_YUVJ444P -> AV_PIX_FMT_YUV444P;
            default -> picture.format();
        };
        boolean full =
                plain != picture.format() || plain == AV_PIX_FMT_GRAY8 || picture.color_range() == AVCOL_RANGE_JPEG;
        return new PictureForm(new Size(picture.width() & ~1, picture.height() & ~1), plain, full);
    }
}
