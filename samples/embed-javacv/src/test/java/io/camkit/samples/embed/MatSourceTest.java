package io.camkit.samples.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.Codec;
import io.camkit.SourceSpec;
import io.camkit.Want;
import io.camkit.codec.javacv.Pictures;
import io.camkit.testkit.SourceContract;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.TestKits;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything that a source owes the core, and what its pictures look like. */
class MatSourceTest extends SourceContract {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;

    /** It has a thread of its own from the first native object on, which is nobody's to end. */
    @BeforeAll
    static void startJavaCpp() {
        new Mat().close();
    }

    @Override
    protected SourceSpec working() {
        return new MatSource(() -> {
            pause();
            return new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC3, new Scalar(0, 0, 255, 0));
        });
    }

    /** A grabber waits for the next picture. */
    private static void pause() throws InterruptedException {
        new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
    }

    @Test
    void aMatIsSeenInItsColours() throws Exception {
        assertRed(picture(working()));
    }

    @Test
    void aFrameOfJavaCvIsSeenInItsColours() throws Exception {
        try (Frame frame = new Frame(WIDTH, HEIGHT, Frame.DEPTH_UBYTE, 3);
                OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
            ByteBuffer bytes = (ByteBuffer) frame.image[0];
            for (int i = 0; i < bytes.capacity(); i++) {
                bytes.put(i, (byte)
                        (i % 3 == 2 ? 255 : 0)); // blue, green, red; a new Frame has what was in memory before
            }

            assertRed(picture(new MatSource(() -> {
                pause();
                return converter.convert(frame);
            })));
        }
    }

    @Test
    void aGrabberThatFailsEndsTheAttemptAndSaysWhy() {
        SourceSpec failing = new MatSource(() -> {
            throw new IllegalStateException("unplugged");
        });
        try (SourceProbe probe = SourceProbe.over(leaks).start(failing.open())) {
            String said = probe.awaitEnd(Duration.ofSeconds(5)).toString();

            assertTrue(said.contains("CK-9003") && said.contains("unplugged"), said);
        }
    }

    private BufferedImage picture(SourceSpec source) throws Exception {
        try (CamKit kit = CamKit.create(TestKits.real(leaks))) {
            Camera camera = kit.camera("desk").from(source).start();
            var frame = camera.snapshot(Want.of(Codec.JPEG), Duration.ofSeconds(20))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            try {
                return Pictures.image(frame);
            } finally {
                frame.release();
            }
        }
    }

    private static void assertRed(BufferedImage picture) {
        assertEquals(WIDTH, picture.getWidth());
        assertEquals(0xff, picture.getRGB(10, 10) >> 16 & 0xff, 4);
        assertEquals(0, picture.getRGB(10, 10) & 0xff, 4);
    }
}
