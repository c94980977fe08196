package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import io.camkit.testkit.peers.Ffmpeg;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PicturesTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @TempDir
    Path folder;

    /** ITU-R BT.601 of the corners of the RGB cube. */
    @ParameterizedTest
    @CsvSource({
        "16, 128, 128, 0x000000",
        "235, 128, 128, 0xffffff",
        "126, 128, 128, 0x808080",
        "81, 90, 240, 0xff0000",
        "145, 54, 34, 0x00ff00",
        "41, 240, 110, 0x0000ff",
        "0, 128, 128, 0x000000",
        "255, 128, 128, 0xffffff"
    })
    void coloursAreThoseOfVideo(int y, int u, int v, int rgb) {
        BufferedImage image =
                image(Codec.I420, 2, 2, new byte[] {(byte) y, (byte) y, (byte) y, (byte) y, (byte) u, (byte) v});

        assertClose(rgb, image.getRGB(1, 1), 1);
    }

    /** ITU-R BT.709 of the same corners. */
    @ParameterizedTest
    @CsvSource({"63, 102, 240, 0xff0000", "173, 42, 26, 0x00ff00", "32, 240, 118, 0x0000ff", "235, 128, 128, 0xffffff"})
    void coloursOfHighDefinitionAreThoseOfItsMatrix(int y, int u, int v, int rgb) {
        Track track = Matrix.BT709.in(Track.video(Codec.I420, 90_000, 1, 1));
        BufferedImage image = image(track, new byte[] {(byte) y, (byte) u, (byte) v});

        assertClose(rgb, image.getRGB(0, 0), 2);
    }

    @ParameterizedTest
    @CsvSource({"1, 360, BT709", "6, 1080, BT601", "5, 720, BT601", "2, 720, BT709", "2, 576, BT601"})
    void whatAStreamLeavesOpenFollowsFromItsSize(int number, int height, Matrix expected) {
        assertEquals(expected, Matrix.of(number, new Size(16, height)));
    }

    @Test
    void anOddPictureHasChromaForItsLastRowAndColumn() {
        byte[] bytes = new byte[3 * 3 + 2 * 2 * 2];
        Arrays.fill(bytes, 0, 9, (byte) 81);
        Arrays.fill(bytes, 9, 13, (byte) 90);
        Arrays.fill(bytes, 13, 17, (byte) 240);

        assertClose(0xff0000, image(Codec.I420, 3, 3, bytes).getRGB(2, 2), 1);
    }

    @Test
    void grayIsGray() {
        BufferedImage image = image(Codec.GRAY8, 3, 1, new byte[] {0, (byte) 128, (byte) 255});

        assertClose(0x000000, image.getRGB(0, 0), 1);
        assertClose(0x808080, image.getRGB(1, 0), 1);
        assertClose(0xffffff, image.getRGB(2, 0), 1);
    }

    @Test
    void aPictureLooksAsFfmpegPaintsIt() throws IOException {
        Path planes = folder.resolve("planes.yuv");
        Path painted = folder.resolve("painted.rgb");
        String size = WIDTH + "x" + HEIGHT;
        Ffmpeg.run(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=" + size,
                "-frames:v",
                "1",
                "-pix_fmt",
                "yuv420p",
                planes.toString());
        Ffmpeg.run(
                "-f",
                "rawvideo",
                "-pix_fmt",
                "yuv420p",
                "-s",
                size,
                "-i",
                planes.toString(),
                "-pix_fmt",
                "rgb24",
                painted.toString());
        byte[] expected = Files.readAllBytes(painted);
        BufferedImage image = image(Codec.I420, WIDTH, HEIGHT, Files.readAllBytes(planes));

        long difference = 0;
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int rgb = image.getRGB(i % WIDTH, i / WIDTH);
            for (int part = 0; part < 3; part++) {
                difference += Math.abs((rgb >> (16 - 8 * part) & 0xff) - (expected[3 * i + part] & 0xff));
            }
        }
        double mean = (double) difference / expected.length;
        assertTrue(mean < 1.5, () -> "differs by " + mean + " on average");
    }

    @Test
    void aJpegIsReadInItsColours() throws IOException {
        Path file = folder.resolve("red.jpg");
        Ffmpeg.run("-f", "lavfi", "-i", "color=c=0xff0000:size=32x16", "-frames:v", "1", "-q:v", "2", file.toString());
        BufferedImage image = image(Codec.JPEG, 0, 0, Files.readAllBytes(file));

        assertEquals(BufferedImage.TYPE_INT_RGB, image.getType());
        assertEquals(32, image.getWidth());
        assertClose(0xff0000, image.getRGB(31, 15), 4);
    }

    @Test
    void aDamagedJpegIsReadOrRefusedWithItsCode() {
        RandomGenerator random = new SplittableRandom(1);
        for (int n = 0; n < 200; n++) {
            byte[] jpeg = Frames.jpeg(0, 0);
            jpeg[random.nextInt(jpeg.length)] = (byte) random.nextInt();
            byte[] damaged = Arrays.copyOf(jpeg, n % 4 == 0 ? random.nextInt(jpeg.length) : jpeg.length);
            try {
                image(Codec.JPEG, 0, 0, damaged);
            } catch (CamkitException e) {
                assertEquals("CK-4107", e.code());
            }
        }
    }

    @Test
    void aFrameThatIsNotDecodedIsRefused() {
        Exception refused = assertThrows(
                IllegalArgumentException.class, () -> image(Codec.H264, 16, 16, new byte[] {0, 0, 0, 1, 9}));

        assertTrue(
                refused.toString().contains("H264 16x16 is not decoded; ask the camera for I420"), refused::toString);
    }

    @Test
    void aFrameOfAnotherSizeThanItsTrackSaysIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> image(Codec.I420, 4, 4, new byte[16]));
        assertThrows(IllegalArgumentException.class, () -> image(Codec.GRAY8, 0, 0, new byte[16]));
    }

    private BufferedImage image(Codec codec, int width, int height, byte[] bytes) {
        return image(Track.video(codec, 90_000, width, height), bytes);
    }

    private BufferedImage image(Track track, byte[] bytes) {
        Frame frame = leaks.allocator().copy(FrameHeader.of(track, 0, 0, true), ByteBuffer.wrap(bytes));
        try {
            return Pictures.image(frame);
        } finally {
            frame.release();
        }
    }

    private static void assertClose(int expected, int actual, int tolerance) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertEquals(
                    expected >> shift & 0xff,
                    actual >> shift & 0xff,
                    tolerance,
                    () -> Integer.toHexString(actual & 0xffffff) + " is not " + Integer.toHexString(expected));
        }
    }
}
