package io.camkit.source.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarcodeTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 368;

    @Test
    void everyBitReadsBack() {
        for (int bit = 0; bit < 24; bit++) {
            assertEquals(OptionalInt.of(1 << bit), Barcode.read(drawn(1 << bit).y, WIDTH, HEIGHT));
            assertEquals(OptionalInt.of(Barcode.LIMIT - 1 - (1 << bit)), read(Barcode.LIMIT - 1 - (1 << bit)));
        }
    }

    @Test
    void theLeastAndTheGreatestNumberReadBack() {
        assertEquals(OptionalInt.of(0), read(0));
        assertEquals(OptionalInt.of(Barcode.LIMIT - 1), read(Barcode.LIMIT - 1));
    }

    @Test
    void aPictureWithoutBarcodeHasNoNumber() {
        byte[] luma = new byte[WIDTH * HEIGHT];
        for (int brightness : new int[] {0, 128, 255}) {
            Arrays.fill(luma, (byte) brightness);
            assertEquals(OptionalInt.empty(), Barcode.read(luma, WIDTH, HEIGHT));
        }
    }

    @Test
    void aNumberWithOneWrongCellIsNotBelieved() {
        for (int column = 0; column < 16; column++) {
            Picture picture = drawn(123_456);
            int left = column * WIDTH / 16;
            for (int y = HEIGHT - 20; y < HEIGHT; y++) {
                for (int x = left; x < left + WIDTH / 16; x++) {
                    picture.y[y * WIDTH + x] ^= (byte) 0xff;
                }
            }
            assertEquals(OptionalInt.empty(), Barcode.read(picture.y, WIDTH, HEIGHT));
        }
    }

    @Test
    void aPictureTooSmallForABarcodeHasNoNumber() {
        assertEquals(OptionalInt.empty(), Barcode.read(new byte[4], 2, 2));
    }

    @ParameterizedTest
    @CsvSource({"64,48", "322,242", "640,360", "1280,720", "1920,1080"})
    void aNumberSurvivesJpegOfQuality60(int width, int height) throws IOException {
        var scene = new Scene(width, height, 25);
        var encoder = new JpegEncoder(width, height, 85);
        for (int number : new int[] {0, 1, 4711, 5_592_405, 11_184_810, Barcode.LIMIT - 1}) {
            BufferedImage image = Jpegs.recompressed(Jpegs.decode(encoder.encode(scene.draw(number))), 0.6f);
            assertEquals(OptionalInt.of(number), Barcode.read(Jpegs.luma(image), width, height));
        }
    }

    @ParameterizedTest
    @CsvSource({"160,90", "333,187", "640,360", "1000,562"})
    void aNumberSurvivesScaling(int width, int height) throws IOException {
        var scene = new Scene(1280, 720, 25);
        BufferedImage image = Jpegs.decode(new JpegEncoder(1280, 720, 85).encode(scene.draw(98_765)));
        byte[] luma = Jpegs.luma(Jpegs.scaled(image, width, height));
        assertEquals(OptionalInt.of(98_765), Barcode.read(luma, width, height));
    }

    private static OptionalInt read(int number) {
        return Barcode.read(drawn(number).y, WIDTH, HEIGHT);
    }

    private static Picture drawn(int number) {
        var picture = new Picture(WIDTH, HEIGHT);
        Barcode.draw(picture, number);
        return picture;
    }
}
