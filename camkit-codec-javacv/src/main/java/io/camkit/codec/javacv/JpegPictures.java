package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;

import io.camkit.FrameHeader;
import io.camkit.Track;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Makes JPEGs of 4:2:0 and full range, as JFIF has it. */
final class JpegPictures implements PictureEncoder {
    /** FFmpeg's scale from 1 (best) to 31. */
    private static final int QUALITY = 4 * FF_QP2LAMBDA;

    private final Track track;
    private final PictureForm form;
    private final Output output;
    private final Encoder encoder;

    JpegPictures(Track track, Output output) {
        this.track = track;
        this.output = output;
        form = new PictureForm(new Size(track.width(), track.height()), AV_PIX_FMT_YUV420P, true);
        Encoder opened = Encoder.open("mjpeg", form.size(), track.clockRate(), Map.of(), context -> {
            context.pix_fmt(AV_PIX_FMT_YUV420P);
            context.color_range(AVCOL_RANGE_JPEG);
            context.flags(context.flags() | AV_CODEC_FLAG_QSCALE);
            context.global_quality(QUALITY);
        });
        if (opened == null) {
            throw CodecFaults.failed("avcodec_open2", "no JPEG encoder for " + track);
        }
        encoder = opened;
    }

    @Override
    public PictureForm form() {
        return form;
    }

    @Override
    public void encode(AVFrame picture, FrameHeader header, boolean asKeyFrame) {
        picture.quality(QUALITY);
        encoder.send(picture);
        while (encoder.receive()) {
            output.frame(FrameHeader.of(track, header.pts(), header.captureNanos(), true), encoder.bytes());
        }
    }

    @Override
    public void close() {
        encoder.close();
    }
}
