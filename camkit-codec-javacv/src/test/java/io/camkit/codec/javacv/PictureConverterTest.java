package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.FrameHeader;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureConverterTest {
    private static final int GOP = 10;
    private static final PictureConversion TO_JPEG = new PictureConversion(Codec.JPEG, 0, 0, 0);

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Clip h264;

    @SuppressWarnings("NullAway.Init")
    private static Clip reordered;

    @BeforeAll
    static void makeClips() {
        h264 = Clip.h264(folder, 160, 96, GOP, 60);
        reordered = Clip.reordered(folder, 160, 96, 28);
    }

    private final Made made = new Made();

    @Test
    void whoIsLateSeesTheFirstPictureAtOnceAndThenTheNewest() {
        Clip clip = Clip.h264(folder, 160, 96, 50, 50);
        try (Converter converter = TO_JPEG.open(made)) {
            converter.track(clip.track());
            clip.give(converter, 0, clip.frames().get(0), true, true);
            assertEquals(1, made.headers.size());
            for (int n = 1; n < 20; n++) {
                clip.give(converter, n, clip.frames().get(n), false, true);
            }
            assertEquals(1, made.headers.size());
            clip.give(converter, 20, clip.frames().get(20), false, false);
        }

        assertEquals(2, made.headers.size());
        assertEquals(clip.header(20, false).pts(), made.headers.get(1).pts());
    }

    @Test
    void whoIsAlwaysLateSeesOnePictureASecond() {
        Clip clip = Clip.h264(folder, 160, 96, 25, 75);
        try (Converter converter = TO_JPEG.open(made)) {
            converter.track(clip.track());
            for (int n = 0; n < 75; n++) {
                clip.give(converter, n, clip.frames().get(n), n % 25 == 0, true);
            }
        }

        assertEquals(3, made.headers.size());
    }

    @Test
    void picturesThatAreSentOutOfOrderComeInOrderWithTheirOwnTimes() {
        Clip clip = reordered;
        try (Converter converter = TO_JPEG.open(made)) {
            converter.track(clip.track());
            for (int sent = 0; sent < 28; sent++) {
                converter.room(clip.frames().get(sent).length).put(clip.frames().get(sent));
                converter.convert(clip.header(place(sent), sent == 0), false);
            }
        }

        assertEquals(List.of(), made.dropped);
        assertTrue(made.headers.size() >= 25, made.headers.size() + " of 28, for the last are still in the decoder");
        for (int n = 0; n < made.headers.size(); n++) {
            assertEquals(clip.header(n, false).pts(), made.headers.get(n).pts());
            assertEquals(Clip.captureNanos(n), made.headers.get(n).captureNanos());
        }
    }

    /** Where the picture belongs that is sent as the n-th: 0, 3, 1, 2, 6, 4, 5 and so on. */
    private static int place(int sent) {
        int group = (sent - 1) / 3 * 3;
        return sent == 0 ? 0 : group + List.of(3, 1, 2).get((sent - 1) % 3);
    }

    @Test
    void picturesThatWaitForTheirTurnAreShownBeforeTheTrackChanges() {
        Clip clip = reordered;
        try (Converter converter = TO_JPEG.open(made)) {
            converter.track(clip.track());
            for (int sent = 0; sent < 28; sent++) {
                converter.room(clip.frames().get(sent).length).put(clip.frames().get(sent));
                converter.convert(clip.header(place(sent), sent == 0), false);
            }
            converter.track(h264.track());
        }

        assertEquals(28, made.headers.size());
        assertEquals(clip.header(27, false).pts(), made.headers.get(27).pts());
    }

    @Test
    void aKeyFrameThatIsEnoughIsShownAtOnce() {
        Clip clip = reordered;
        try (Converter converter = new PictureConversion(Codec.GRAY8, 0, 0, 1).open(made)) {
            converter.track(clip.track());
            clip.give(converter, 0, clip.frames().get(0), true, false);
        }

        assertEquals(1, made.headers.size());
    }

    @Test
    void anotherSizeInTheMiddleMakesAnotherTrack() {
        Clip large = Clip.h264(folder, 320, 240, GOP, GOP);
        Clip small = Clip.h264(folder, 160, 120, GOP, GOP);
        try (Converter converter = new PictureConversion(Codec.JPEG, 240, 0, 0).open(made)) {
            large.through(converter, GOP);
            converter.track(small.track());
            for (int n = 0; n < GOP; n++) {
                small.give(converter, GOP + n, small.frames().get(n), n == 0, false);
            }
        }

        assertEquals(2 * GOP, made.headers.size());
        assertEquals("JPEG 240x180 25 fps", made.headers.get(0).track().toString());
        assertEquals("JPEG 160x120 25 fps", made.headers.get(GOP).track().toString());
        assertEquals(2, made.headers.stream().map(FrameHeader::track).distinct().count());
    }

    @Test
    void aNewTrackOfTheSameSizeChangesNothing() {
        Clip clip = h264;
        try (Converter converter = TO_JPEG.open(made)) {
            converter.track(clip.track());
            for (int n = 0; n < 2 * GOP; n++) {
                if (n == GOP) {
                    converter.track(Clip.track(Codec.H264, 160, 96));
                }
                clip.give(converter, n, clip.frames().get(n), n % GOP == 0, false);
            }
        }

        assertEquals(2 * GOP, made.headers.size());
        assertEquals(1, made.headers.stream().map(FrameHeader::track).distinct().count());
    }

    @ParameterizedTest
    @EnumSource(names = {"H264", "H265", "JPEG"})
    void damageIsOverWithTheNextKeyFrame(Codec codec) {
        Clip clip = clip(codec);
        Random dice = new Random(4);
        try (Converter converter = TO_JPEG.open(made)) {
            converter.track(clip.track());
            for (int n = 0; n < 60; n++) {
                byte[] bytes = clip.frames().get(n).clone();
                if (n < 50) {
                    for (int flips = bytes.length / 100 + 1; flips > 0; flips--) {
                        bytes[dice.nextInt(bytes.length)] ^= (byte) (1 << dice.nextInt(8));
                    }
                }
                clip.give(converter, n, bytes, clip.isKey(n, GOP), false);
            }
        }

        assertFalse(made.dropped.isEmpty());
        long whole = made.headers.stream()
                .filter(header -> header.pts() >= clip.header(50, true).pts())
                .count();
        assertEquals(10, whole);
    }

    private Clip clip(Codec codec) {
        return switch (codec) {
            case H264 -> h264;
            case H265 -> Clip.h265(folder, 160, 96, GOP, 60);
            default -> Clip.jpeg(folder, "yuvj420p", 160, 96, 60);
        };
    }

    @Test
    void aPictureOfMoreThan16MegapixelsIsRefusedBeforeThereIsMemoryForIt() {
        Clip clip = Clip.jpeg(folder, "yuvj420p", 160, 96, 1);
        byte[] liar = clip.frames().get(0);
        int size = sizeField(liar);
        liar[size] = 0x7f;
        liar[size + 2] = 0x7f;
        try (Converter converter = TO_JPEG.open(made)) {
            converter.track(clip.track());
            clip.give(converter, 0, liar, true, false);
            assertEquals(List.of(Dropped.UNDECODABLE), made.dropped);

            var refused =
                    assertThrows(CamkitException.class, () -> converter.track(Clip.track(Codec.H264, 8192, 8192)));
            assertEquals("CK-4101", refused.code());
        }
    }

    /** The index of the height in the first SOF0 (ITU-T T.81, B.2.2). */
    private static int sizeField(byte[] jpeg) {
        int at = 0;
        while (jpeg[at] != (byte) 0xff || jpeg[at + 1] != (byte) 0xc0) {
            at++;
        }
        return at + 5;
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "H264", "I420", "GRAY8"})
    void noFrameAllocatesWhatJavaCppHasToTrack(Codec codec) {
        Clip clip = h264;
        Output nobody = new Discarding();
        try (Converter converter = new PictureConversion(codec, 80, 0, 0).open(nobody)) {
            clip.through(converter, GOP);
            long before = Pointer.totalCount();
            for (int n = 60; n < 300; n++) {
                clip.give(converter, n, clip.frames().get(n % 60), n % GOP == 0, false);
            }
            assertEquals(before, Pointer.totalCount());
        }
    }

    private static final class Discarding implements Output {
        @Override
        public void frame(FrameHeader header, java.nio.ByteBuffer payload) {}

        @Override
        public void dropped(Dropped reason) {
            throw new AssertionError(reason);
        }
    }
}
