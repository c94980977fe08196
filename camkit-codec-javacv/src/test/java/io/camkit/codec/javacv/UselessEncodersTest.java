package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.Codec;
import java.util.List;
import org.junit.jupiter.api.Test;

class UselessEncodersTest {
    private final UselessEncoders useless = new UselessEncoders();

    @Test
    void oneIsRememberedOnce() {
        useless.note("h264_v4l2m2m");
        useless.note("h264_v4l2m2m");

        assertEquals(List.of("h264_v4l2m2m"), useless.names());
    }

    @Test
    void whatIsNoEncodersNameIsLeftOut() {
        useless.note("h264_v4l2m2m rm -rf");

        assertEquals(List.of(), useless.names());
    }

    @Test
    void theLastResortIsNeverGivenUpWhateverAChildSays() {
        useless.note("libopenh264");

        assertEquals(List.of(), useless.names());
    }

    @Test
    void theChildIsToldWhichOnesNotToTry() {
        useless.note("h264_nvenc");

        assertEquals(
                "pictures H264 0 0 0.0 h264_nvenc",
                new PictureConversion(Codec.H264, 0, 0, 0)
                        .without(useless.names())
                        .line());
    }
}
