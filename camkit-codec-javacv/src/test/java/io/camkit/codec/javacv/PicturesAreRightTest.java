package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.testkit.peers.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made here beside what FFmpeg's own program makes of the same clip. */
class PicturesAreRightTest {
    private static final double ALIKE = 0.98;
    private static final int GOP = 10;
    private static final int COUNT = 12;

    @TempDir
    static Path clips;

    @SuppressWarnings("NullAway.Init")
    private static Clip h264;

    @SuppressWarnings("NullAway.Init")
    private static Clip h265;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeClips() {
        h264 = Clip.h264(clips, 640, 360, GOP, COUNT);
        h265 = Clip.h265(clips, 640, 360, GOP, COUNT);
    }

    @Test
    void h264ToJpeg() throws IOException {
        assertAlike(h264, new PictureConversion(Codec.JPEG, 0, 0, 0), "", 640, 360);
    }

    @Test
    void h264ToSmallerJpeg() throws IOException {
        assertAlike(h264, new PictureConversion(Codec.JPEG, 320, 0, 0), "scale=320:180", 320, 180);
    }

    @Test
    void h265ToJpeg() throws IOException {
        assertAlike(h265, new PictureConversion(Codec.JPEG, 0, 240, 0), "scale=426:240", 426, 240);
    }

    @Test
    void h264ToSmallerH264() throws IOException {
        assertAlike(h264, new PictureConversion(Codec.H264, 480, 0, 0), "scale=480:270", 480, 270);
    }

    @Test
    void h264ToSlowerH264() throws IOException {
        assertAlike(h264, new PictureConversion(Codec.H264, 0, 0, 5), "select=not(mod(n\\,5))", 640, 360);
    }

    @Test
    void jpegToH264() throws IOException {
        Clip clip = Clip.jpeg(folder, "yuvj420p", 640, 480, COUNT);
        assertAlike(clip, new PictureConversion(Codec.H264, 0, 0, 0), "", 640, 480);
    }

    @Test
    void jpegOf422AndOddSizeToH264() throws IOException {
        Clip clip = Clip.jpeg(folder, "yuvj422p", 641, 481, COUNT);
        assertAlike(clip, new PictureConversion(Codec.H264, 0, 0, 0), "crop=640:480:0:0", 640, 480);
    }

    @Test
    void jpegOf444ToSmallerJpeg() throws IOException {
        Clip clip = Clip.jpeg(folder, "yuvj444p", 640, 480, COUNT);
        assertAlike(clip, new PictureConversion(Codec.JPEG, 320, 0, 0), "scale=320:240", 320, 240);
    }

    @Test
    void grayJpegToH264() throws IOException {
        Clip clip = Clip.jpeg(folder, "gray", 640, 480, COUNT);
        assertAlike(clip, new PictureConversion(Codec.H264, 0, 0, 0), "", 640, 480);
    }

    @Test
    void h265ToH264() throws IOException {
        assertAlike(h265, new PictureConversion(Codec.H264, 0, 0, 0), "", 640, 360);
    }

    @Test
    void jpegToSmallerGrayPlanes() throws IOException {
        Clip clip = Clip.jpeg(folder, "yuvj422p", 640, 480, COUNT);
        assertAlike(clip, new PictureConversion(Codec.GRAY8, 160, 0, 0), "scale=160:120", 160, 120);
    }

    @Test
    void h264ToGrayPlanes() throws IOException {
        assertAlike(h264, new PictureConversion(Codec.GRAY8, 320, 0, 0), "scale=320:180", 320, 180);
    }

    @Test
    void h264KeyFramesToGrayPlanes() throws IOException {
        Clip clip = Clip.h264(folder, 640, 360, 25, 75);
        var made = new Made();
        try (Converter converter = new PictureConversion(Codec.GRAY8, 0, 0, 1).open(made)) {
            converter.track(clip.track());
            for (int n = 0; n < 75; n += 25) {
                clip.give(converter, n, clip.frames().get(n), true, false);
            }
        }
        assertEquals(3, made.headers.size());
        assertSimilar(expected(clip, "select=not(mod(n\\,25))"), made.bytes(), 640, 360);
    }

    @Test
    void h265ToI420() throws IOException {
        Clip clip = Clip.h265(folder, 320, 180, GOP, COUNT);
        var made = new Made();
        try (Converter converter = new PictureConversion(Codec.I420, 0, 0, 0).open(made)) {
            clip.through(converter, GOP);
        }
        Path raw = made.writeTo(folder.resolve("made.yuv"));
        Path gray = folder.resolve("made.gray");
        Ffmpeg.run(
                "-f",
                "rawvideo",
                "-pix_fmt",
                "yuv420p",
                "-s",
                "320x180",
                "-i",
                raw.toString(),
                "-pix_fmt",
                "gray",
                "-f",
                "rawvideo",
                gray.toString());
        assertSimilar(expected(clip, ""), Files.readAllBytes(gray), 320, 180);
    }

    private void assertAlike(Clip clip, PictureConversion conversion, String filter, int width, int height)
            throws IOException {
        var made = new Made();
        try (Converter converter = conversion.open(made)) {
            clip.through(converter, GOP);
        }
        assertEquals(List.of(), made.dropped);
        assertEquals(width, made.headers.get(0).track().width());
        assertEquals(height, made.headers.get(0).track().height());
        assertEquals(
                1,
                made.headers.stream().map(header -> header.track()).distinct().count(),
                "tracks");
        assertSimilar(expected(clip, filter), planes(made, conversion.codec()), width, height);
    }

    private static void assertSimilar(byte[] expected, byte[] made, int width, int height) {
        double likeness = Likeness.of(expected, made, width, height);
        assertTrue(likeness >= ALIKE, "structural similarity " + likeness);
        // a wrong range leaves the structure as it is
        double brighter = mean(made) - mean(expected);
        assertTrue(Math.abs(brighter) < 1, "on average brighter by " + brighter);
    }

    private static double mean(byte[] pixels) {
        long sum = 0;
        for (byte pixel : pixels) {
            sum += pixel & 0xff;
        }
        return (double) sum / pixels.length;
    }

    /** What FFmpeg's program makes of the clip, before any encoder loses something. */
    private byte[] expected(Clip clip, String filter) throws IOException {
        Path gray = folder.resolve("expected.gray");
        List<String> arguments = new ArrayList<>(List.of("-i", clip.file().toString()));
        if (!filter.isEmpty()) {
            arguments.addAll(List.of("-vf", filter));
        }
        arguments.addAll(List.of("-fps_mode", "passthrough", "-pix_fmt", "gray", "-f", "rawvideo", gray.toString()));
        Ffmpeg.run(arguments.toArray(String[]::new));
        return Files.readAllBytes(gray);
    }

    /** What FFmpeg's program sees in what was made here. */
    private byte[] planes(Made made, Codec codec) throws IOException {
        if (codec == Codec.GRAY8) {
            return made.bytes();
        }
        Path file = made.writeTo(folder.resolve("made"));
        Path gray = folder.resolve("made.gray");
        Ffmpeg.run(
                "-f",
                codec == Codec.JPEG ? "mjpeg" : "h264",
                "-i",
                file.toString(),
                "-fps_mode",
                "passthrough",
                "-pix_fmt",
                "gray",
                "-f",
                "rawvideo",
                gray.toString());
        return Files.readAllBytes(gray);
    }
}
