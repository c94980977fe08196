package io.camkit.samples.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodedPicturesTest {
    private final BlockingQueue<BufferedImage> pictures = new LinkedBlockingQueue<>();

    @Test
    void theSampleFitsOnAScreen() throws IOException {
        Path file = Path.of("src/main/java/io/camkit/samples/embed/DecodedPictures.java");

        assertTrue(Files.readAllLines(file).size() < 60, "too long");
    }

    @ParameterizedTest
    @CsvSource({"h264, 1280, 720, 640, 360", "jpeg, 320, 240, 320, 240"})
    void picturesOfAnyCameraReachTheCode(String codec, int width, int height, int seenWidth, int seenHeight)
            throws InterruptedException {
        Thread sample =
                new Thread(() -> run("test:clock?codec=" + codec + "&width=" + width + "&height=" + height), "sample");
        sample.start();
        BufferedImage picture = Objects.requireNonNull(pictures.poll(20, TimeUnit.SECONDS), "no picture");
        sample.interrupt();
        sample.join();

        assertEquals(seenWidth, picture.getWidth());
        assertEquals(seenHeight, picture.getHeight());
        int[] pixels = picture.getRGB(0, 0, seenWidth, seenHeight, null, 0, seenWidth);
        assertTrue(Arrays.stream(pixels).distinct().count() > 20, "a clock is more colourful");
    }

    private void run(String camera) {
        try {
            DecodedPictures.watch(camera, pictures::add);
        } catch (InterruptedException e) {
            // the test is over
        }
    }
}
