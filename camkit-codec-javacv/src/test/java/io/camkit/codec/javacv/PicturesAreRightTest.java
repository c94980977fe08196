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
    /** Mean difference of a plane of chroma; with the planes exchanged it is 95, in the wrong range 9. */
    private static final double SAME_COLOUR = 2.5;

    private static final int GOP = 10;
    private static final int COUNT = 12;

    @TempDir
    static Path clips;

    @SuppressWarnings("NullAway.Init")
    private static Clip h264;

    @SuppressWarnings("NullAway.Init")
    private static Clip h265;

    @SuppressWarnings("NullAway.Init")
    private static Clip oddJpeg;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeClips() {
        h264 = Clip.h264(clips, 320, 180, GOP, COUNT);
        h265 = Clip.h265(clips, 320, 180, GOP, COUNT);
        oddJpeg = Clip.jpeg(clips, "yuvj422p", 321, 241, COUNT);
    }

    @Test
    void h264ToJpeg() throws IOException {
        assertAlike(h264, new PictureConversion(Codec.JPEG, 0, 0, 0), "null", 320, 180);
    }

    @Test
    void h264ToSmallerJpeg() throws IOException {
        assertAlike(h264, new PictureConversion(Codec.JPEG, 160, 0, 0), "scale=160:90", 160, 90);
    }

    @Test
    void h265ToJpeg() throws IOException {
        assertAlike(h265, new PictureConversion(Codec.JPEG, 0, 120, 0), "scale=214:120", 214, 120);
    }

    @Test
    void h264ToSmallerH264() throws IOException {
        assertAlike(h264, new PictureConversion(Codec.H264, 240, 0, 0), "scale=240:136", 240, 136);
    }

    @Test
    void h264ToSlowerH264() throws IOException {
        assertAlike(h264, new PictureConversion(Codec.H264, 0, 0, 5), "select=not(mod(n\\,5))", 320, 180);
    }

    @Test
    void jpegToH264() throws IOException {
        Clip clip = Clip.jpeg(folder, "yuvj420p", 320, 240, COUNT);
        assertAlike(clip, new PictureConversion(Codec.H264, 0, 0, 0), "null", 320, 240);
    }

    @Test
    void jpegOf422AndOddSizeToH264() throws IOException {
        assertAlike(oddJpeg, new PictureConversion(Codec.H264, 0, 0, 0), "crop=320:240:0:0", 320, 240);
    }

    @Test
    void jpegOf444ToSmallerJpeg() throws IOException {
        Clip clip = Clip.jpeg(folder, "yuvj444p", 320, 240, COUNT);
        assertAlike(clip, new PictureConversion(Codec.JPEG, 160, 0, 0), "scale=160:120", 160, 120);
    }

    @Test
    void grayJpegToH264() throws IOException {
        Clip clip = Clip.jpeg(folder, "gray", 320, 240, COUNT);
        assertAlike(clip, new PictureConversion(Codec.H264, 0, 0, 0), "null", 320, 240);
    }

    @Test
    void h265ToH264() throws IOException {
        assertAlike(h265, new PictureConversion(Codec.H264, 0, 0, 0), "null", 320, 180);
    }

    @Test
    void jpegToSmallerGrayPlanes() throws IOException {
        assertAlike(oddJpeg, new PictureConversion(Codec.GRAY8, 160, 0, 0), "crop=320:240:0:0,scale=160:120", 160, 120);
    }

    @Test
    void h264ToGrayPlanes() throws IOException {
        assertAlike(h264, new PictureConversion(Codec.GRAY8, 160, 0, 0), "scale=160:90", 160, 90);
    }

    @Test
    void h264KeyFramesToGrayPlanes() throws IOException {
        var made = new Made();
        try (Converter converter = new PictureConversion(Codec.GRAY8, 0, 0, 1).open(made)) {
            converter.track(h264.track());
            h264.give(converter, 0, h264.frames().get(0), true, false);
            h264.give(converter, Clip.RATE, h264.frames().get(GOP), true, false);
        }
        assertEquals(2, made.headers.size());
        assertAlike(h264, made, Codec.GRAY8, "select=not(mod(n\\,10))", 320, 180);
    }

    @Test
    void h265ToI420() throws IOException {
        assertAlike(h265, new PictureConversion(Codec.I420, 0, 0, 0), "null", 320, 180);
    }

    @Test
    void jpegToSmallerI420() throws IOException {
        assertAlike(oddJpeg, new PictureConversion(Codec.I420, 160, 0, 0), "crop=320:240:0:0,scale=160:120", 160, 120);
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
        assertAlike(clip, made, conversion.codec(), filter, width, height);
    }

    /** FFmpeg's program decodes both, and filters the clip, before any encoder loses something. */
    private void assertAlike(Clip clip, Made made, Codec codec, String filter, int width, int height)
            throws IOException {
        Path expectedPlanes = folder.resolve("expected.planes");
        Path madePlanes = folder.resolve("made.planes");
        String layout = codec == Codec.GRAY8 ? "gray" : "yuv420p";
        List<String> arguments = new ArrayList<>(List.of("-i", clip.file().toString()));
        switch (codec) {
            case JPEG -> arguments.addAll(List.of("-f", "mjpeg"));
            case H264 -> arguments.addAll(List.of("-f", "h264"));
            default -> arguments.addAll(List.of("-f", "rawvideo", "-pix_fmt", layout, "-s", width + "x" + height));
        }
        arguments.addAll(List.of("-i", made.writeTo(folder.resolve("made")).toString()));
        arguments.addAll(List.of("-map", "0:v", "-vf", filter));
        arguments.addAll(planesTo(expectedPlanes, layout));
        arguments.addAll(List.of("-map", "1:v"));
        arguments.addAll(planesTo(madePlanes, layout));
        Ffmpeg.run(arguments.toArray(String[]::new));
        assertSimilar(Files.readAllBytes(expectedPlanes), Files.readAllBytes(madePlanes), codec, width, height);
    }

    private static List<String> planesTo(Path file, String layout) {
        return List.of("-fps_mode", "passthrough", "-pix_fmt", layout, "-f", "rawvideo", file.toString());
    }

    private static void assertSimilar(byte[] expected, byte[] made, Codec codec, int width, int height) {
        int luma = width * height;
        int picture = codec == Codec.GRAY8 ? luma : luma * 3 / 2;
        byte[] expectedLuma = planes(expected, picture, 0, luma);
        byte[] madeLuma = planes(made, picture, 0, luma);
        double likeness = Likeness.of(expectedLuma, madeLuma, width, height);
        assertTrue(likeness >= ALIKE, "structural similarity " + likeness);
        // a wrong range leaves the structure as it is
        double brighter = mean(madeLuma) - mean(expectedLuma);
        assertTrue(Math.abs(brighter) < 1, "on average brighter by " + brighter);
        for (int plane = luma; plane < picture; plane += luma / 4) {
            double other =
                    difference(planes(expected, picture, plane, luma / 4), planes(made, picture, plane, luma / 4));
            assertTrue(other < SAME_COLOUR, "chroma differs by " + other);
        }
    }

    /** One plane of every picture. */
    private static byte[] planes(byte[] pictures, int size, int from, int length) {
        byte[] planes = new byte[pictures.length / size * length];
        for (int n = 0; n < pictures.length / size; n++) {
            System.arraycopy(pictures, n * size + from, planes, n * length, length);
        }
        return planes;
    }

    private static double mean(byte[] pixels) {
        long sum = 0;
        for (byte pixel : pixels) {
            sum += pixel & 0xff;
        }
        return (double) sum / pixels.length;
    }

    private static double difference(byte[] a, byte[] b) {
        assertEquals(a.length, b.length);
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
        }
        return (double) sum / a.length;
    }
}
