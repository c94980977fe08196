package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.StreamName;
import io.camkit.Track;
import io.camkit.Want;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PictureConversionTest {
    private static final Track HD = Clip.track(Codec.H264, 1280, 720);

    private static String key(Track from, Want want) {
        return PictureConversion.of(from, want).orElseThrow().key(from);
    }

    @Test
    void aKeyNamesCodecSizeAndRate() {
        assertEquals("JPEG 1280x720", key(HD, Want.of(Codec.JPEG)));
        assertEquals(
                "JPEG 640x360 5 fps", key(HD, Want.of(Codec.JPEG).maxWidth(640).maxFrameRate(5)));
        assertEquals("GRAY8 1280x720 0.5 fps", key(HD, Want.of(Codec.GRAY8).maxFrameRate(0.5)));
    }

    @Test
    void wantsThatComeToTheSameHaveOneKey() {
        assertEquals(
                key(HD, Want.of(Codec.JPEG)),
                key(HD, Want.of(Codec.JPEG).maxWidth(4000).maxFrameRate(30)));
        Want byHeight = new Want(List.of(Codec.JPEG), 0, 360, 0, StreamName.MAIN);
        assertEquals(key(HD, Want.of(Codec.JPEG).maxWidth(640)), key(HD, byHeight));
    }

    @Test
    void sizesAreEvenKeepTheShapeAndAreNeverEnlarged() {
        assertEquals(new Size(320, 180), new Size(1280, 720).within(320, 0));
        assertEquals(new Size(426, 240), new Size(1280, 720).within(0, 240));
        assertEquals(new Size(1280, 720), new Size(1280, 720).within(4000, 4000));
        assertEquals(new Size(640, 480), new Size(641, 481).within(0, 0));
        assertEquals(new Size(2, 2), new Size(4000, 2).within(1, 1));
        assertEquals(new Size(302, 170), new Size(1280, 720).within(302, 0));
        assertEquals(new Size(640, 360), new Size(1280, 720).within(641, 0));
        assertEquals(new Size(642, 360), new Size(1280, 720).within(0, 361));
    }

    @Test
    void theFirstCodecThatCanBeMadeIsMade() {
        assertEquals(
                Codec.JPEG,
                PictureConversion.of(HD, Want.of(Codec.H265, Codec.JPEG, Codec.I420))
                        .orElseThrow()
                        .codec());
        assertEquals(Optional.empty(), PictureConversion.of(HD, Want.of(Codec.H265)));
        assertEquals(Optional.empty(), PictureConversion.of(Clip.track(Codec.I420, 2, 2), Want.of(Codec.JPEG)));
    }

    @Test
    void grayPlanesOfOneASecondNeedKeyFramesOnly() {
        assertTrue(new PictureConversion(Codec.GRAY8, 0, 0, 1).keyFramesOnly());
        assertFalse(new PictureConversion(Codec.GRAY8, 0, 0, 1.1).keyFramesOnly());
        assertFalse(new PictureConversion(Codec.GRAY8, 0, 0, 0).keyFramesOnly());
        assertFalse(new PictureConversion(Codec.JPEG, 0, 0, 1).keyFramesOnly());
    }

    @Test
    void aLineSaysAll() {
        PictureConversion one = new PictureConversion(Codec.GRAY8, 640, 0, 12.5);
        assertEquals(one, Conversion.parse(one.line()));
        Conversion another = one.without(List.of("h264_nvenc", "h264_v4l2m2m"));
        assertEquals(another, Conversion.parse(another.line()));
    }
}
