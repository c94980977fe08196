package io.camkit.benchmarks.peers;

import java.io.IOException;
import java.util.List;

/** {@code ./camkit bench peers [mjpeg] [rtsp] [codec]}: prints what the product costs beside the floor, as tables. */
public final class Peers {
    private static final List<String> NAMES = List.of("mjpeg", "rtsp", "codec");

    private Peers() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> names = arguments.length == 0 ? NAMES : List.of(arguments);
        if (!NAMES.containsAll(names)) {
            System.err.println("peers: mjpeg, rtsp, codec, or nothing for all");
            System.exit(2);
        }
        if (names.contains("mjpeg")) {
            MjpegComparison.print();
        }
        if (names.contains("rtsp")) {
            RtspComparison.print();
        }
        if (names.contains("codec")) {
            CodecComparison.print();
        }
    }
}
