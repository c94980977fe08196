package io.camkit.source.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegEncoderTest {
    @ParameterizedTest
    @CsvSource({"64,48", "66,50", "640,360", "1920,1080"})
    void anotherDecoderSeesThePictureThatWasDrawn(int width, int height) throws IOException {
        Picture picture = new Scene(width, height, 25).draw(1234);
        BufferedImage image = Jpegs.decode(new JpegEncoder(width, height, 85).encode(picture));
        assertEquals(width, image.getWidth());
        assertEquals(height, image.getHeight());
        assertTrue(meanError(picture, image) < 2, () -> "mean error " + meanError(picture, image));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 60, 95, 100})
    void noiseIsAWholeJpegToo(int quality) throws IOException {
        var picture = new Picture(128, 128);
        var random = new Random(7);
        random.nextBytes(picture.y);
        random.nextBytes(picture.cb);
        random.nextBytes(picture.cr);
        BufferedImage image = Jpegs.decode(new JpegEncoder(128, 128, quality).encode(picture));
        assertEquals(128, image.getHeight());
    }

    @Test
    void noiseOfTheHighestQualityComesBackAlmostAsItWas() throws IOException {
        var picture = new Picture(128, 128);
        picture.rectangle(0, 0, 128, 128, Colour.rgb(0x808080));
        new Random(7).nextBytes(picture.y);
        BufferedImage image = Jpegs.decode(new JpegEncoder(128, 128, 100).encode(picture));
        assertTrue(meanError(picture, image) < 1.5, () -> "mean error " + meanError(picture, image));
    }

    @Test
    void theNextPictureOwesNothingToTheOneBefore() {
        var encoder = new JpegEncoder(64, 48, 85);
        var scene = new Scene(64, 48, 25);
        byte[] first = bytes(encoder.encode(scene.draw(1)));
        encoder.encode(scene.draw(2));
        assertEquals(ByteBuffer.wrap(first), encoder.encode(scene.draw(1)));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static double meanError(Picture picture, BufferedImage image) {
        byte[] luma = Jpegs.luma(image);
        long error = 0;
        for (int i = 0; i < luma.length; i++) {
            int drawn = picture.y[i / picture.width * picture.stride + i % picture.width] & 0xff;
            error += Math.abs(drawn - (luma[i] & 0xff));
        }
        return (double) error / luma.length;
    }
}
