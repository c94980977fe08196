package io.camkit.server.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import io.camkit.testkit.devices.FakeEsp32;
import io.camkit.http.CamHttp;
import io.camkit.CamKit;
import io.camkit.Camera;
import io.camkit.testkit.devices.DeviceFault;
import io.camkit.testkit.devices.FakeDevice;
import io.camkit.testkit.devices.FakeRtspCamera;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cameras of every kind suffer one fault after the other, two hundred times, and come back each time without leaving anything behind. */
@Tag("proof")
class CameraFaultsProof {
    private static final int CYCLES = 200;
    private static final double MEDIAN_SECONDS = 2;
    private static final double P95_SECONDS = 5;
    /** Loops, readers and children come and go a little late. */
    private static final int SLACK = 4;

    private final Map<String, FakeDevice> devices = new LinkedHashMap<>();

    @Test
    void everyCameraComesBackTwoHundredTimes() throws Exception {
        devices.put("rtsp", FakeRtspCamera.start());
        try (CamKit kit = CamKit.create();
                CamHttp http = CamHttp.on(kit, 0)) {
            http.start();
            devices.put(
                    "esp32",
                    FakeEsp32.of(new InetSocketAddress("127.0.0.1", http.port()), "esp32")
                            .start());
            List<SufferingCamera> cameras = new ArrayList<>();
            devices.forEach((name, device) -> {
                Camera camera = kit.camera(name).from(device.source()).start();
                cameras.add(new SufferingCamera(camera, device));
            });
            cameras.forEach(SufferingCamera::awaitRunning);
            Footprint before = Footprint.now();

            List<String> figures = sufferAll(cameras);

            Footprint after = Footprint.now();
            figures.add(before + " before, " + after + " after");
            System.out.println(
                    "recovery, median and 95th percentile of " + CYCLES + " cycles: " + String.join("; ", figures));
            assertTrue(after.threads() <= before.threads() + SLACK, before + " became " + after);
            assertTrue(after.descriptors() <= before.descriptors() + SLACK, before + " became " + after);
        } finally {
            devices.values().forEach(FakeDevice::close);
        }
    }

    private static List<String> sufferAll(List<SufferingCamera> cameras) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(cameras.size());
        try {
            List<Future<List<Double>>> recoveries = cameras.stream()
                    .map(camera -> threads.submit(() -> suffer(camera, CYCLES / cameras.size())))
                    .toList();
            List<String> figures = new ArrayList<>();
            for (int i = 0; i < cameras.size(); i++) {
                List<Double> seconds = recoveries.get(i).get().stream().sorted().toList();
                double median = seconds.get(seconds.size() / 2);
                double p95 = seconds.get(seconds.size() * 95 / 100);
                figures.add(String.format(
                        Locale.ROOT, "%s %.1f s and %.1f s", cameras.get(i).id(), median, p95));
                assertTrue(median <= MEDIAN_SECONDS && p95 <= P95_SECONDS, figures + ": " + seconds);
            }
            return figures;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Double> suffer(SufferingCamera camera, int cycles) throws InterruptedException {
        List<DeviceFault> faults = camera.faults();
        List<Double> recoveries = new ArrayList<>();
        for (int cycle = 0; cycle < cycles; cycle++) {
            recoveries.add(camera.suffer(faults.get(cycle % faults.size())));
        }
        return recoveries;
    }

    private record Footprint(int threads, long descriptors) {
        static Footprint now() throws IOException {
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                return new Footprint(ManagementFactory.getThreadMXBean().getThreadCount(), open.count());
            }
        }

        @Override
        public String toString() {
            return threads + " threads and " + descriptors + " descriptors";
        }
    }
}
