package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_to_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_buffer_size;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Hands on decoded pictures, their rows without padding: I420 in limited range, GRAY8 in full range. */
final class RawPictures implements PictureEncoder {
    private static final int UNPADDED = 1;

    private final Track track;
    private final PictureForm form;
    private final Output output;
    private final BytePointer memory;
    private final ByteBuffer bytes;

    RawPictures(Track track, Matrix matrix, Output output) {
        boolean gray = track.codec() == Codec.GRAY8;
        this.track = gray ? track : matrix.in(track);
        this.output = output;
        form = new PictureForm(
                new Size(track.width(), track.height()), gray ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_YUV420P, gray);
        int size = av_image_get_buffer_size(form.layout(), track.width(), track.height(), UNPADDED);
        memory = new BytePointer(av_malloc(size)).capacity(size);
        bytes = memory.asByteBuffer();
    }

    @Override
    public PictureForm form() {
        return form;
    }

    @Override
    public void encode(AVFrame picture, FrameHeader header, boolean asKeyFrame) {
        FfmpegError.check(
                av_image_copy_to_buffer(
                        memory,
                        bytes.capacity(),
                        picture.data(),
                        picture.linesize(),
                        form.layout(),
                        track.width(),
                        track.height(),
                        UNPADDED),
                "av_image_copy_to_buffer");
        output.frame(FrameHeader.of(track, header.pts(), header.captureNanos(), true), bytes.clear());
    }

    @Override
    public void close() {
        av_free(memory);
    }
}
