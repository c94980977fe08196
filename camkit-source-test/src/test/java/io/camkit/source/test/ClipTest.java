package io.camkit.source.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.media.h264.Nal;
import io.camkit.testkit.FrameLeaks;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClipTest {
    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @ParameterizedTest
    @CsvSource({"1280,720", "640,360"})
    void aClipIsTenSecondsWithAKeyFrameEveryTwo(int width, int height) {
        Clip clip = Clip.load(width, height);
        assertEquals(250, clip.length());
        assertEquals(Codec.H264, clip.track().codec());
        assertEquals(width, clip.track().width());
        assertEquals(height, clip.track().height());
        assertEquals(25, clip.track().frameRate());
        assertEquals(2, clip.track().parameterSets().size());
        for (int number = 0; number < clip.length(); number++) {
            assertEquals(number % 50 == 0, header(clip, number).keyFrame(), "frame " + number);
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,720", "640,360"})
    void everyAccessUnitHasADelimiterAndEveryKeyFrameItsParameterSets(int width, int height) {
        Clip clip = Clip.load(width, height);
        for (int number = 0; number < clip.length(); number++) {
            assertEquals(
                    number % 50 == 0 ? List.of(Nal.AUD, Nal.SPS, Nal.PPS, Nal.IDR) : List.of(Nal.AUD, Nal.SLICE),
                    nalTypes(clip, number));
        }
    }

    @Test
    void timeGoesOnWhenTheClipBeginsAnew() {
        Clip clip = Clip.load(640, 360);
        for (int number = 1; number < 3 * clip.length(); number++) {
            assertEquals(
                    header(clip, number - 1).pts() + 3600, header(clip, number).pts());
            assertEquals(header(clip, number).pts(), header(clip, number).dts());
        }
    }

    @Test
    void whatIsLateByLessThanAGroupOfPicturesIsStillSent() {
        assertEquals(120, Clip.load(640, 360).goOnWith(120, 169));
    }

    @Test
    void whatIsLaterGoesOnAtTheNewestKeyFrame() {
        assertEquals(650, Clip.load(640, 360).goOnWith(120, 699));
    }

    @ParameterizedTest
    @CsvSource({"1280,720", "640,360"})
    void theBarcodeOfEveryDecodedFrameIsItsPlaceInTheClip(int width, int height) throws IOException {
        Clip clip = Clip.load(width, height);
        Process ffmpeg = ffmpeg("ffmpeg -v error -threads 1 -f h264 -i - -f rawvideo -pix_fmt gray -");
        CompletableFuture<Void> fed = CompletableFuture.runAsync(() -> feed(clip, ffmpeg.getOutputStream()));
        byte[] luma = new byte[width * height];
        try (var pictures = new DataInputStream(ffmpeg.getInputStream())) {
            for (int number = 0; number < clip.length(); number++) {
                pictures.readFully(luma);
                assertEquals(OptionalInt.of(number), Barcode.read(luma, width, height));
            }
            assertEquals(-1, pictures.read());
            fed.join();
        } finally {
            ffmpeg.destroyForcibly();
        }
    }

    private static Process ffmpeg(String command) {
        try {
            return new ProcessBuilder(command.split(" "))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("this test needs ffmpeg: apt-get install ffmpeg", e);
        }
    }

    private void feed(Clip clip, OutputStream out) {
        try (out) {
            for (int number = 0; number < clip.length(); number++) {
                out.write(bytes(clip, number));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Integer> nalTypes(Clip clip, int number) {
        byte[] unit = bytes(clip, number);
        List<Integer> types = new ArrayList<>();
        ByteBuffer data = ByteBuffer.wrap(unit);
        for (int at = Nal.find(data, 0, unit.length); at != Nal.NONE; at = Nal.find(data, at + 3, unit.length)) {
            assertTrue(at > 0 && unit[at - 1] == 0, "a start code of four bytes");
            types.add(Nal.type(unit[at + 3]));
        }
        return types;
    }

    private FrameHeader header(Clip clip, int number) {
        Frame frame = clip.frame(number, leaks.allocator(), 0);
        frame.release();
        return frame.header();
    }

    private byte[] bytes(Clip clip, int number) {
        Frame frame = clip.frame(number, leaks.allocator(), 0);
        byte[] bytes = new byte[frame.size()];
        frame.payload().copyTo(0, bytes, 0, bytes.length);
        frame.release();
        return bytes;
    }
}
