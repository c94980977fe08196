package io.camkit.source.esp32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import io.camkit.Camera;
import io.camkit.testkit.devices.FakeEsp32;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How many pictures of 640x480 a second come from 4 and 16 devices: at the 25 a second that an OV2640 makes at most, and at what the machine
 * lets through. The devices run in the same process, so that the processor time is theirs too.
 */
@Tag("proof")
class FrameRateProof {
    private static final int SECONDS = 10;
    private static final double SENSOR_RATE = 25;
    private static final double UNLIMITED = 100_000;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @Test
    void fourAndSixteenDevicesReachTheRateOfTheirSensor() throws Exception {
        List<byte[]> pictures = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            pictures.add(picture(n));
        }
        int bytes = pictures.stream().mapToInt(picture -> picture.length).sum() / pictures.size();
        List<String> figures = new ArrayList<>();
        for (int devices : new int[] {4, 16}) {
            figures.add(run(devices, SENSOR_RATE, pictures));
            figures.add(run(devices, UNLIMITED, pictures));
        }
        System.out.println("ESP32 ingest, VGA JPEGs of " + bytes / 1000 + " kB: " + String.join("; ", figures));
    }

    private String run(int devices, double rate, List<byte[]> pictures) throws InterruptedException {
        List<FakeEsp32> fakes = new ArrayList<>();
        try (Ingest ingest = new Ingest()) {
            for (int i = 0; i < devices; i++) {
                ingest.camera("cam-" + i);
                fakes.add(ingest.device("cam-" + i).sending(pictures).at(rate).start());
            }
            List<Camera> cameras = ingest.kit.cameras();
            cameras.forEach(camera -> Ingest.awaitFrames(camera, 50));
            long frames = frames(cameras);
            long cpu = system.getProcessCpuTime();
            long began = System.nanoTime();
            TimeUnit.SECONDS.sleep(SECONDS);
            double seconds = (System.nanoTime() - began) / 1e9;
            double reached = (frames(cameras) - frames) / seconds / devices;
            double cores = (system.getProcessCpuTime() - cpu) / 1e9 / seconds;
            assertEquals(0, ingest.metric("camkit_source_dropped_total", "truncated"));
            assertTrue(rate != SENSOR_RATE || reached > SENSOR_RATE * 0.98, devices + " devices: " + reached);
            return String.format(
                    Locale.ROOT,
                    "%d devices %s %.1f pictures/s each, %.3f cores in all, devices included",
                    devices,
                    rate == SENSOR_RATE ? "asked for 25/s reach" : "as fast as they can reach",
                    reached,
                    cores);
        } finally {
            fakes.forEach(FakeEsp32::close);
        }
    }

    private static long frames(List<Camera> cameras) {
        return cameras.stream()
                .mapToLong(camera -> Ingest.status(camera).framesIn())
                .sum();
    }

    /** A picture with as much in it as a yard has. */
    private static byte[] picture(int n) throws IOException {
        SplittableRandom random = new SplittableRandom(n);
        BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        for (int i = 0; i < 400; i++) {
            pen.setColor(new Color(random.nextInt(1 << 24)));
            pen.fillOval(random.nextInt(640), random.nextInt(480), random.nextInt(120), random.nextInt(120));
        }
        pen.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", jpeg);
        return jpeg.toByteArray();
    }
}
