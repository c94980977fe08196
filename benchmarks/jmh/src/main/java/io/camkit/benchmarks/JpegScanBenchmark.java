package io.camkit.benchmarks;

import io.camkit.media.jpeg.JpegScanner;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A 1280x720 JPEG of some 50 kB, scanned from its first byte to its last. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JpegScanBenchmark {
    private static final int SHAPES = 36;

    private final JpegScanner scanner = new JpegScanner();
    private ByteBuffer jpeg;

    @Setup
    public void draw() throws IOException {
        var image = new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB);
        var random = new SplittableRandom(42);
        var graphics = image.createGraphics();
        for (int i = 0; i < SHAPES; i++) {
            int x = random.nextInt(1280);
            int y = random.nextInt(720);
            var from = new Color(random.nextInt(1 << 24));
            var to = new Color(random.nextInt(1 << 24));
            graphics.setPaint(new GradientPaint(x, y, from, x + 80f, y + 60f, to));
            graphics.fillOval(x, y, 160, 120);
        }
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        jpeg = ByteBuffer.allocateDirect(bytes.size()).put(bytes.toByteArray()).flip();
    }

    @Benchmark
    public JpegScanner.Verdict scan() {
        return scanner.scan(jpeg);
    }
}
