package io.camkit.server.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.server.browser.Clips;
import io.camkit.server.browser.ServerProcess;
import io.camkit.testkit.peers.FfmpegMjpegServer;
import io.camkit.testkit.peers.GstRtspServer;
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
    private static final int RTSP = 10;
    private static final int HTTP = 6;
    private static final double FRAME_RATE = 25;

    @TempDir
    Path folder;

    private final Deque<AutoCloseable> devices = new ArrayDeque<>();
    private final List<String> sources = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        while (!devices.isEmpty()) {
            devices.pop().close();
        }
    }

    @Test
    void sixteenCamerasRunForTenMinutesWithoutALostFrame() throws Exception {
        addCameras();
        try (ServerProcess server = ServerProcess.start(folder, 0, configuration())) {
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
            frames.forEach((camera, count) ->
                    assertTrue(Math.abs(count - seconds * FRAME_RATE) <= FRAME_RATE * 2, camera + ": " + count));
        }
    }

    private void addCameras() throws Exception {
        GstRtspServer rtsp =
                started(GstRtspServer.of(Clips.h264(folder)).cameras(RTSP).start());
        for (int i = 0; i < RTSP; i++) {
            sources.add(rtsp.uri(i).toString());
        }
        FfmpegMjpegServer http = started(FfmpegMjpegServer.of(Clips.jpegs(folder)));
        for (int i = 0; i < HTTP; i++) {
            sources.add(http.uri().toString());
        }
    }

    private <T extends AutoCloseable> T started(T device) {
        devices.push(device);
        return device;
    }

    private String configuration() {
        StringBuilder yaml = new StringBuilder("cameras:\n");
        for (int i = 0; i < sources.size(); i++) {
            yaml.append("  - {id: cam")
                    .append(i)
                    .append(", source: \"")
                    .append(sources.get(i))
                    .append("\"}\n");
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
