package io.camkit.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/** Sixteen RTSP cameras: what one costs the cam server a second, beside a program that only reads, and what memory it takes. */
final class RtspComparison {
    private static final int CAMERAS = 16;
    private static final int FRAMES_PER_SECOND = 25;
    private static final int ROUNDS = 3;
    private static final int WARM_UP_SECONDS = 30;
    private static final int SECONDS = 20;
    private static final double MOST_CPU_MILLIS = 1.5;
    private static final double MOST_RESIDENT_MB = 110;

    private final Path folder;
    private final List<String> addresses;

    private RtspComparison(Path folder, int port) {
        this.folder = folder;
        this.addresses = IntStream.range(0, CAMERAS)
                .mapToObj(i -> "rtsp://127.0.0.1:" + port + "/cam" + i)
                .toList();
    }

    /** What one round of one program showed. */
    private record Round(double cpuMillisPerCameraSecond, double residentMB) {}

    static void print() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("camkit-peers");
        Path video = folder.resolve("camera.h264");
        Path script = folder.resolve("rtsp_cameras.py");
        try (InputStream source = RtspComparison.class.getResourceAsStream("/rtsp_cameras.py")) {
            Files.copy(Objects.requireNonNull(source), script);
        }
        encode(video);
        try (Child cameras = Child.command(
                "/usr/bin/python3",
                script.toString(),
                video.toString(),
                String.valueOf(CAMERAS),
                String.valueOf(FRAMES_PER_SECOND))) {
            new RtspComparison(folder, Integer.parseInt(cameras.await("READY"))).run();
        }
    }

    /** Ten seconds of 1280x720 at 3 Mbit/s, a key frame every two seconds. */
    private static void encode(Path video) throws IOException, InterruptedException {
        Process ffmpeg = new ProcessBuilder(
                        ("ffmpeg -v error -y -f lavfi -i testsrc2=size=1280x720:rate=25 -t 10 -vf noise=alls=6:allf=t"
                                        + " -pix_fmt yuv420p -c:v libx264 -preset veryfast -profile:v main -bf 0 -g 50"
                                        + " -keyint_min 50 -sc_threshold 0 -b:v 3M -maxrate 3M -bufsize 3M"
                                        + " -x264-params aud=1:repeat-headers=1 " + video)
                                .split(" "))
                .inheritIO()
                .start();
        if (ffmpeg.waitFor() != 0) {
            throw new IllegalStateException("ffmpeg ended with " + ffmpeg.exitValue());
        }
    }

    private void run() throws IOException, InterruptedException {
        List<Round> floor = new ArrayList<>();
        List<Round> product = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            floor.add(measureFloor());
            product.add(measureProduct());
        }
        System.out.printf(Locale.ROOT, """

                %d RTSP cameras over TCP, H.264 1280x720, %d a second, 3 Mbit/s; %d rounds of %d s, in turn; median

                | program | CPU-ms per camera-second | rounds | resident MB (PSS, process tree) |
                |---|---|---|---|
                """, CAMERAS, FRAMES_PER_SECOND, ROUNDS, SECONDS);
        printRow("bare reader", floor);
        printRow("camkit", product);
        System.out.printf(
                Locale.ROOT,
                "%ncamkit / bare reader: %.2f; camkit: %.2f CPU-ms per camera-second (at most %.1f), %.0f MB (at most %.0f)%n",
                cpu(product) / cpu(floor),
                cpu(product),
                MOST_CPU_MILLIS,
                memory(product),
                MOST_RESIDENT_MB);
    }

    private Round measureFloor() throws IOException, InterruptedException {
        try (Child reader = Child.java(BareRtspReader.class, addresses.toArray())) {
            reader.await("READY");
            return observe(reader);
        }
    }

    /** The cam server as its launcher starts it. */
    private Round measureProduct() throws IOException, InterruptedException {
        Path configuration = folder.resolve("camkit.yaml");
        StringBuilder yaml = new StringBuilder("listen: {bind: 127.0.0.1, port: 0}\naccess: open\ncameras:\n");
        for (int i = 0; i < CAMERAS; i++) {
            yaml.append("  - {id: cam")
                    .append(i)
                    .append(", source: \"")
                    .append(addresses.get(i))
                    .append("\"}\n");
        }
        Files.writeString(configuration, yaml);
        try (Child server = Child.command(
                launcher().toString(), "serve", "--config", configuration.toString(), "--data", folder.toString())) {
            return observe(server);
        }
    }

    /** {@code ./camkit} of the checkout that this program was built in: {@code benchmarks/peers/target} is below it. */
    private static Path launcher() {
        try {
            Path jar = Path.of(RtspComparison.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolve("../../../../camkit").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Round observe(Child child) throws InterruptedException {
        Thread.sleep(WARM_UP_SECONDS * 1000L);
        double before = child.cpuSeconds();
        Thread.sleep(SECONDS * 1000L);
        return new Round((child.cpuSeconds() - before) * 1000 / CAMERAS / SECONDS, child.residentMB());
    }

    private static double cpu(List<Round> rounds) {
        return median(
                rounds.stream().mapToDouble(Round::cpuMillisPerCameraSecond).toArray());
    }

    private static double memory(List<Round> rounds) {
        return median(rounds.stream().mapToDouble(Round::residentMB).toArray());
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void printRow(String name, List<Round> rounds) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %s | %.0f |%n",
                name,
                cpu(rounds),
                String.join(
                        ", ",
                        rounds.stream()
                                .map(round -> String.format(Locale.ROOT, "%.2f", round.cpuMillisPerCameraSecond()))
                                .toList()),
                memory(rounds));
    }
}
