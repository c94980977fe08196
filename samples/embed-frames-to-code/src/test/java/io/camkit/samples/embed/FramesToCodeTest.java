package io.camkit.samples.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FramesToCodeTest {
    private static final int FRAMES = 55;

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @Test
    void theSampleFitsOnAScreen() throws IOException {
        Path file = Path.of("src/main/java/io/camkit/samples/embed/FramesToCode.java");

        assertTrue(Files.readAllLines(file).size() < 60, "too long");
    }

    @Test
    void everyFrameReachesTheCodeAfterItsTrack() throws InterruptedException {
        Thread sample = new Thread(this::run, "sample");
        sample.start();
        List<String> lines = new ArrayList<>();
        while (lines.size() < FRAMES) {
            lines.add(Objects.requireNonNull(said.poll(20, TimeUnit.SECONDS), () -> "only " + lines));
        }
        sample.interrupt();
        sample.join();

        assertEquals("H264 640x360 25 fps", lines.get(0));
        assertTrue(lines.get(1).endsWith("bytes  key frame"), lines.get(1));
        assertEquals(
                2, lines.stream().filter(line -> line.endsWith("key frame")).count(), lines::toString);
    }

    private void run() {
        try {
            FramesToCode.watch("test:clock?codec=h264&width=640&height=360", said::add);
        } catch (InterruptedException e) {
            // the test is over
        }
    }
}
