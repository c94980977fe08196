package io.camkit.benchmarks.peers;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** {@code ./camkit bench peers [mjpeg] [rtsp]}: prints what the product costs beside the floor, as tables. */
public final class Peers {
    private static final Set<String> NAMES = Set.of("mjpeg", "rtsp");

    private Peers() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> names = arguments.length == 0 ? List.of("mjpeg", "rtsp") : List.of(arguments);
        if (!NAMES.containsAll(names)) {
            System.err.println("peers: mjpeg, rtsp, or nothing for both");
            System.exit(2);
        }
        if (names.contains("mjpeg")) {
            MjpegComparison.print();
        }
        if (names.contains("rtsp")) {
            RtspComparison.print();
        }
    }
}
