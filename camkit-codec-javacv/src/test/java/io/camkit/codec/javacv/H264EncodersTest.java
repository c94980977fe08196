package io.camkit.codec.javacv;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.FrameHeader;
import io.camkit.Track;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which encoder is taken. One of VP8 that looks 25 pictures ahead stands for hardware that takes pictures and returns none. */
class H264EncodersTest {
    private static final int SIDE = 64;
    private static final Track TRACK =
            Track.video(Codec.H264, 90_000, SIDE, SIDE).withFrameRate(25);

    private final Made made = new Made();
    private final AVFrame picture = av_frame_alloc();
    private long nanos;
    private int sent;

    @BeforeEach
    void makePicture() {
        picture.width(SIDE);
        picture.height(SIDE);
        picture.format(AV_PIX_FMT_YUV420P);
        FfmpegError.check(av_frame_get_buffer(picture, 0), "av_frame_get_buffer");
    }

    @AfterEach
    void free() {
        av_frame_free(picture);
    }

    private H264Pictures lookingAheadFirst() {
        Map<String, Map<String, String>> encoders = new LinkedHashMap<>();
        encoders.put("libvpx", Map.of("lag-in-frames", "25"));
        encoders.put("libopenh264", Map.of("rc_mode", "bitrate", "allow_skip_frames", "0"));
        return new H264Pictures(TRACK, AVCOL_SPC_BT709, encoders, () -> nanos, made);
    }

    private void send(H264Pictures pictures, int count) {
        for (int i = 0; i < count; i++) {
            long pts = sent++ * 3600L;
            picture.pts(pts);
            pictures.encode(picture, FrameHeader.of(TRACK, pts, 0, true), false);
        }
    }

    @Test
    void oneThatMakesNothingForASecondIsReplacedAndNamed() {
        try (H264Pictures pictures = lookingAheadFirst()) {
            send(pictures, 5);
            assertEquals(0, made.headers.size());
            nanos = Duration.ofSeconds(1).toNanos();
            send(pictures, 3);
        }

        assertEquals(List.of("libvpx"), made.useless);
        assertEquals(3, made.headers.size());
        assertTrue(made.headers.get(0).keyFrame(), "viewers can begin with it");
    }

    @Test
    void oneThatIsGivenManyPicturesAtOnceHasTimeForThem() {
        try (H264Pictures pictures = lookingAheadFirst()) {
            send(pictures, 20);
        }

        assertEquals(List.of(), made.useless);
    }

    @Test
    void theLastOneIsNotGivenUp() {
        try (H264Pictures pictures = new H264Pictures(
                TRACK, AVCOL_SPC_BT709, Map.of("libvpx", Map.of("lag-in-frames", "25")), () -> nanos, made)) {
            send(pictures, 5);
            nanos = Duration.ofSeconds(1).toNanos();
            send(pictures, 5);
        }

        assertEquals(List.of(), made.useless);
    }
}
