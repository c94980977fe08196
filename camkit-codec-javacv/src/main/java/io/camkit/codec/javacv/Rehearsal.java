package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Encodes, decodes and scales one small picture of nothing. What Java loads and links for the first picture takes a slow machine a
 * second, and is over before anybody waits.
 */
final class Rehearsal {
    private static final int SIDE = 32;
    private static final int CLOCK_RATE = 90_000;

    private Rehearsal() {}

    static void run() {
        Track track = Track.video(Codec.JPEG, CLOCK_RATE, SIDE, SIDE);
        AVFrame picture = av_frame_alloc();
        try (Converter converter = new PictureConversion(Codec.JPEG, SIDE / 2, 0, 0).open(new Nobody());
                PictureEncoder encoder = new JpegPictures(track, new Again(converter))) {
            converter.track(track);
            picture.width(SIDE);
            picture.height(SIDE);
            picture.format(AV_PIX_FMT_YUV420P);
            FfmpegError.check(av_frame_get_buffer(picture, 0), "av_frame_get_buffer");
            encoder.encode(picture, FrameHeader.of(track, 0, 0, true), true);
        } finally {
            av_frame_free(picture);
        }
    }

    private record Again(Converter converter) implements Output {
        @Override
        public void frame(FrameHeader header, ByteBuffer payload) {
            converter.room(payload.remaining()).put(payload);
            converter.convert(header, false);
        }

        @Override
        public void dropped(Dropped reason) {}
    }

    private record Nobody() implements Output {
        @Override
        public void frame(FrameHeader header, ByteBuffer payload) {}

        @Override
        public void dropped(Dropped reason) {}
    }
}
