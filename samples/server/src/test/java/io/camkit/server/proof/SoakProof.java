package io.camkit.server.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.server.browser.Clips;
import io.camkit.server.browser.ServerProcess;
import io.camkit.testkit.FakeOnvif;
import io.camkit.testkit.devices.FakeEsp32;
import io.camkit.testkit.peers.FakeRpicam;
import io.camkit.testkit.peers.FfmpegMjpegServer;
import io.camkit.testkit.peers.GstRtspServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixteen cameras of mixed kinds for ten minutes: what a camera costs, and that no frame is lost. */
@Tag("proof")
class SoakProof {
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration SOAK = Duration.ofMinutes(Integer.getInteger("camkit.soak.minutes", 10));
    private static final Pattern SAMPLE = Pattern.compile("(camkit_\\w+)\\{([^}]*)} ([0-9.E+-]+)");
    private static final Pattern CAMERA = Pattern.compile("camera=\"([^\"]*)\"");
    private static final int OVER_TCP = 5;
    private static final int OVER_UDP = 3;
    private static final int HTTP = 3;
    private static final int PUSHERS = 3;
    private static final String TOKEN = "0123456789abcdef".repeat(4);
    private static final double FRAME_RATE = 25;

    @TempDir
    Path folder;

    private final Deque<AutoCloseable> devices = new ArrayDeque<>();
    private final List<String> sources = new ArrayList<>();
    private String path = "";

    @AfterEach
    void end() throws Exception {
        while (!devices.isEmpty()) {
            devices.pop().close();
        }
    }

    @Test
    void sixteenCamerasRunForTenMinutesWithoutALostFrame() throws Exception {
        addCameras();
        try (ServerProcess server = ServerProcess.start(folder, 0, configuration(), path)) {
            startPushers(server);
            TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
            Map<String, Double> before = framesIn(server);
            Duration cpuBefore = server.processorTime();
            long startNanos = System.nanoTime();

            TimeUnit.NANOSECONDS.sleep(SOAK.toNanos());

            Map<String, Double> frames = framesIn(server);
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            Duration cpu = server.processorTime().minus(cpuBefore);
            frames.replaceAll((camera, count) -> count - before.getOrDefault(camera, 0.0));
            System.out.println(String.format(
                    Locale.ROOT,
                    "%d cameras for %.0f s: %.2f ms of processor a camera and second, %.1f MB resident, %.1f MB a camera; frames %s",
                    sources.size(),
                    seconds,
                    cpu.toMillis() / seconds / sources.size(),
                    server.residentKilobytes() / 1e3,
                    server.residentKilobytes() / 1e3 / sources.size(),
                    frames));
            assertEquals(Map.of(), dropped(server));
            assertEquals(sources.size(), frames.size());
            frames.forEach((camera, count) -> assertTrue(
                    count >= (seconds - 2) * FRAME_RATE && count <= seconds * FRAME_RATE * 1.01,
                    camera + ": " + count));
        }
    }

    private void addCameras() throws Exception {
        Path clip = Clips.h264(folder);
        GstRtspServer tcp = started(GstRtspServer.of(clip).cameras(OVER_TCP + 1).start());
        for (int i = 0; i < OVER_TCP; i++) {
            sources.add(tcp.uri(i));
        }
        GstRtspServer udp =
                started(GstRtspServer.of(clip).cameras(OVER_UDP).onlyUdp().start());
        for (int i = 0; i < OVER_UDP; i++) {
            sources.add(udp.uri(i));
        }
        FfmpegMjpegServer http = started(FfmpegMjpegServer.of(Clips.jpegs(folder)));
        for (int i = 0; i < HTTP; i++) {
            sources.add(http.uri().toString());
        }
        FakeOnvif onvif = started(FakeOnvif.start()).stream(tcp.uri(OVER_TCP));
        sources.add("onvif://127.0.0.1:" + onvif.address().getPort());
        FakeRpicam pi = started(FakeRpicam.playing(clip));
        path = pi.directory() + ":" + System.getenv("PATH");
        sources.add("picamera:0?fps=25");
        for (int i = 0; i < PUSHERS; i++) {
            sources.add("esp32:");
        }
    }

    private void startPushers(ServerProcess server) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        for (int i = sources.size() - PUSHERS; i < sources.size(); i++) {
            started(FakeEsp32.of(address, "cam" + i).token(TOKEN).start());
        }
    }

    private <T extends AutoCloseable> T started(T device) {
        devices.push(device);
        return device;
    }

    private String configuration() {
        StringBuilder yaml = new StringBuilder("cameras:\n");
        for (int i = 0; i < sources.size(); i++) {
            String source = sources.get(i);
            String token = source.equals("esp32:") ? ", token: \"" + TOKEN + "\"" : "";
            yaml.append("  - {id: cam" + i + ", source: \"" + source + "\"" + token + "}\n");
        }
        return yaml.toString();
    }

    private static Map<String, Double> framesIn(ServerProcess server) {
        return samples(server, "camkit_frames_in_total");
    }

    private static Map<String, Double> dropped(ServerProcess server) {
        return samples(server, "camkit_(frames_dropped|source_dropped|source_times_repaired|reconnects)_total")
                .entrySet()
                .stream()
                .filter(sample -> sample.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The sum of these metrics by camera. */
    private static Map<String, Double> samples(ServerProcess server, String name) {
        Map<String, Double> sums = new TreeMap<>();
        Matcher lines = SAMPLE.matcher(server.get("/metrics"));
        while (lines.find()) {
            Matcher camera = CAMERA.matcher(lines.group(2));
            if (lines.group(1).matches(name) && camera.find()) {
                sums.merge(camera.group(1), Double.valueOf(lines.group(3)), Double::sum);
            }
        }
        return sums;
    }
}
