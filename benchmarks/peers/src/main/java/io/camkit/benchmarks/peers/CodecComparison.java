package io.camkit.benchmarks.peers;

import io.camkit.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/**
 * A derived picture: what it costs camkit, parent and child, beside one process of FFmpeg that does the same, of the same build, with one
 * thread, the same quality and the same pace.
 */
final class CodecComparison {
    static final int GOP = 50;

    private static final int ROUNDS = 3;
    private static final int WARM_UP_SECONDS = 10;
    private static final int SECONDS = 20;
    private static final double MOST_TIMES_FFMPEG = 1.15;

    private final Path folder;
    private final String program = Loader.load(ffmpeg.class);

    private CodecComparison(Path folder) {
        this.folder = folder;
    }

    /** What one round of one program showed. */
    private record Round(double cpuMillisPerPicture, double picturesPerSecond, double treeMB, double childMB) {}

    static void print() throws IOException, InterruptedException {
        CodecComparison comparison = new CodecComparison(Files.createTempDirectory("camkit-peers"));
        comparison.compare(
                Codec.H264,
                Codec.JPEG,
                // three megabits a second, as cameras make them
                "-pix_fmt yuv420p -c:v libopenh264 -b:v 3M -g " + GOP,
                "-bsf:v h264_mp4toannexb,h264_metadata=aud=insert -f h264",
                "-c:v mjpeg -q:v 4 -threads 1 -f mjpeg");
        comparison.compare(
                Codec.JPEG,
                Codec.H264,
                "-pix_fmt yuvj420p -c:v mjpeg -q:v 4",
                "-f mjpeg",
                "-vf scale=out_range=tv,format=yuv420p -c:v libopenh264 -rc_mode bitrate -allow_skip_frames 0 -b:v 4M -g "
                        + GOP + " -threads 1 -f h264");
    }

    private void compare(Codec from, Codec to, String encoding, String bare, String options)
            throws IOException, InterruptedException {
        Path clip = folder.resolve("clip." + from);
        Path container = folder.resolve(from + ".mov");
        ffmpeg("-f lavfi -i testsrc2=size=1280x720:rate=25 -t 10 -vf noise=alls=6:allf=t " + encoding + " "
                + container);
        ffmpeg("-i " + container + " -c copy " + bare + " " + clip);
        List<Round> floor = new ArrayList<>();
        List<Round> product = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            floor.add(measureFfmpeg(container, options));
            product.add(measureProduct(clip, from, to));
        }
        System.out.printf(Locale.ROOT, """

                %s to %s, 1280x720, 25 a second, %d kB a frame; %d rounds of %d s, in turn; median

                | program | CPU-ms per picture | rounds | pictures a second | resident MB (PSS, process tree) |
                |---|---|---|---|---|
                """, from, to, Files.size(clip) / 250_000, ROUNDS, SECONDS);
        printRow("FFmpeg", floor);
        printRow("camkit", product);
        System.out.printf(
                Locale.ROOT,
                "%ncamkit / FFmpeg: %.2f (at most %.2f); the child alone: %.0f MB resident (RSS)%n",
                cpu(product) / cpu(floor),
                MOST_TIMES_FFMPEG,
                median(product.stream().mapToDouble(Round::childMB).toArray()));
    }

    private void ffmpeg(String arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder((program + " -nostdin -v error -y " + arguments).split(" "))
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("ffmpeg ended with " + process.exitValue());
        }
    }

    private Round measureFfmpeg(Path clip, String options) throws IOException, InterruptedException {
        Path progress = folder.resolve("progress");
        Files.deleteIfExists(progress);
        String command = program + " -nostdin -v error -y -progress " + progress
                + " -stream_loop -1 -re -threads 1 -t 60 -i " + clip
                + " -an -fps_mode passthrough -filter_threads 1 " + options + " /dev/null";
        try (Child child = Child.command(command.split(" "))) {
            Thread.sleep(WARM_UP_SECONDS * 1000L);
            return observe(child, () -> framesIn(progress));
        }
    }

    /** FFmpeg notes {@code frame=} and a number twice a second. */
    private static long framesIn(Path progress) throws IOException {
        return Files.readAllLines(progress).stream()
                .filter(line -> line.startsWith("frame="))
                .mapToLong(
                        line -> Long.parseLong(line.substring("frame=".length()).strip()))
                .max()
                .orElse(0);
    }

    private static Round measureProduct(Path clip, Codec from, Codec to) throws IOException, InterruptedException {
        try (Child child = Child.java(CodecProduct.class, clip, from, to)) {
            child.await("READY");
            Thread.sleep(WARM_UP_SECONDS * 1000L);
            return observe(child, () -> child.ask("pictures"));
        }
    }

    private interface Count {
        long soFar() throws IOException, InterruptedException;
    }

    private static Round observe(Child child, Count count) throws IOException, InterruptedException {
        long picturesBefore = count.soFar();
        double before = child.cpuSeconds();
        Thread.sleep(SECONDS * 1000L);
        double cpu = child.cpuSeconds() - before;
        long pictures = count.soFar() - picturesBefore;
        return new Round(
                cpu * 1000 / pictures, (double) pictures / SECONDS, child.residentMB(), child.descendantsResidentMB());
    }

    private static double cpu(List<Round> rounds) {
        return median(rounds.stream().mapToDouble(Round::cpuMillisPerPicture).toArray());
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void printRow(String name, List<Round> rounds) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %s | %.1f | %.0f |%n",
                name,
                cpu(rounds),
                rounds.stream()
                        .map(round -> String.format(Locale.ROOT, "%.2f", round.cpuMillisPerPicture()))
                        .collect(Collectors.joining(", ")),
                median(rounds.stream().mapToDouble(Round::picturesPerSecond).toArray()),
                median(rounds.stream().mapToDouble(Round::treeMB).toArray()));
    }
}
