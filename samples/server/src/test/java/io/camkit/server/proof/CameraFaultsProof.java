package io.camkit.server.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Secret;
import io.camkit.SourceSpec;
import io.camkit.http.CamHttp;
import io.camkit.source.esp32.Esp32;
import io.camkit.source.mjpeg.MjpegCamera;
import io.camkit.source.onvif.Onvif;
import io.camkit.source.rtsp.Rtsp;
import io.camkit.testkit.FakeOnvif;
import io.camkit.testkit.devices.DeviceFault;
import io.camkit.testkit.devices.FakeDevice;
import io.camkit.testkit.devices.FakeEsp32;
import io.camkit.testkit.devices.FakeHttpCamera;
import io.camkit.testkit.devices.FakeRtspCamera;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    private final List<FakeDevice> devices = new ArrayList<>();

    @Test
    void everyCameraComesBackTwoHundredTimes() throws Exception {
        try (CamKit kit = CamKit.create();
                CamHttp http = CamHttp.on(kit, 0);
                FakeOnvif onvif = FakeOnvif.start()) {
            http.start();
            List<SufferingCamera> cameras = cameras(kit, http, onvif);
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
            devices.forEach(FakeDevice::close);
        }
    }

    private List<SufferingCamera> cameras(CamKit kit, CamHttp http, FakeOnvif onvif) {
        List<SufferingCamera> cameras = new ArrayList<>();
        FakeDevice rtsp = started(FakeRtspCamera.start());
        cameras.add(camera(kit, "rtsp", Rtsp.at(rtsp.source()), rtsp));
        FakeDevice web = started(FakeHttpCamera.start());
        cameras.add(camera(kit, "http", MjpegCamera.at(web.source()), web));
        FakeDevice behindOnvif = started(FakeRtspCamera.start());
        onvif.stream(behindOnvif.source());
        String address = "127.0.0.1:" + onvif.address().getPort();
        cameras.add(camera(kit, "onvif", Onvif.at(address), behindOnvif));
        String token = "0123456789abcdef".repeat(4);
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), http.port());
        FakeDevice esp32 = started(FakeEsp32.of(server, "esp32").token(token).start());
        cameras.add(camera(kit, "esp32", Esp32.device().token(Secret.of(token)), esp32));
        return cameras;
    }

    private static SufferingCamera camera(CamKit kit, String id, SourceSpec source, FakeDevice device) {
        return new SufferingCamera(kit.camera(id).from(source).start(), device);
    }

    private FakeDevice started(FakeDevice device) {
        devices.add(device);
        return device;
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
