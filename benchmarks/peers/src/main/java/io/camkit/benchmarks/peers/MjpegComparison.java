package io.camkit.benchmarks.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** MJPEG to 256 viewers: what a delivered picture costs the server, beside a program that only writes. */
final class MjpegComparison {
    private static final int VIEWERS = 256;
    private static final int ROUNDS = 3;
    private static final int WARM_UP_SECONDS = 30;
    private static final int SECONDS = 20;
    private static final double MOST_TIMES_FLOOR = 1.25;
    private static final double MOST_CPU_SECONDS = 0.011;

    private MjpegComparison() {}

    /** What one round of one program showed. */
    private record Round(double cpuSecondsPerThousand, double framesPerViewerSecond) {}

    static void print() throws IOException, InterruptedException {
        List<Round> floor = new ArrayList<>();
        List<Round> product = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            floor.add(measure(BareMjpegWriter.class, "/"));
            product.add(measure(MjpegProduct.class, "/cameras/bench/stream.mjpg"));
        }
        double floorCost = median(floor);
        double productCost = median(product);
        System.out.printf(Locale.ROOT, """

                MJPEG 1280x720, %d bytes a picture, %d a second, %d viewers; %d rounds of %d s, in turn; median

                | program | CPU-s per 1000 pictures | rounds | pictures per viewer-second |
                |---|---|---|---|
                """, Picture.SIZE, Picture.FRAMES_PER_SECOND, VIEWERS, ROUNDS, SECONDS);
        printRow("bare writer", floor);
        printRow("camkit", product);
        System.out.printf(
                Locale.ROOT,
                "%ncamkit / bare writer: %.2f (at most %.2f); camkit: %.4f CPU-s per 1000 pictures (at most %.3f)%n",
                productCost / floorCost,
                MOST_TIMES_FLOOR,
                productCost,
                MOST_CPU_SECONDS);
    }

    private static Round measure(Class<?> server, String path) throws IOException, InterruptedException {
        try (Child serving = Child.java(server)) {
            int port = Integer.parseInt(serving.await("READY"));
            try (Child viewers = Child.java(MjpegLoad.class, port, path, VIEWERS)) {
                viewers.await("READY");
                Thread.sleep(WARM_UP_SECONDS * 1000L);
                long framesBefore = viewers.ask("frames");
                double cpuBefore = serving.cpuSeconds();
                Thread.sleep(SECONDS * 1000L);
                double cpu = serving.cpuSeconds() - cpuBefore;
                long frames = viewers.ask("frames") - framesBefore;
                return new Round(cpu * 1000 / frames, (double) frames / VIEWERS / SECONDS);
            }
        }
    }

    private static double median(List<Round> rounds) {
        double[] costs = rounds.stream()
                .mapToDouble(Round::cpuSecondsPerThousand)
                .sorted()
                .toArray();
        return costs[costs.length / 2];
    }

    private static void printRow(String name, List<Round> rounds) {
        double[] costs =
                rounds.stream().mapToDouble(Round::cpuSecondsPerThousand).toArray();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.4f | %s | %.2f |%n",
                name,
                median(rounds),
                String.join(
                        ", ",
                        Arrays.stream(costs)
                                .mapToObj(cost -> String.format(Locale.ROOT, "%.4f", cost))
                                .toList()),
                rounds.stream()
                        .mapToDouble(Round::framesPerViewerSecond)
                        .average()
                        .orElse(0));
    }
}
