package io.camkit.codec.javacv;

import io.camkit.testkit.peers.Ffmpeg;
import java.nio.file.Path;

/** Small clips for tests. */
final class Clips {
    private Clips() {}

    /** H.264 with pictures out of order, 25 a second and a key frame a second, and a tone. */
    static Path h264AndAac(Path file, int seconds) {
        Ffmpeg.run(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=160x96:rate=25:duration=" + seconds, //
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:duration=" + seconds, //
                "-c:v",
                "libx264",
                "-preset",
                "veryfast",
                "-bf",
                "2",
                "-g",
                "25",
                "-pix_fmt",
                "yuv420p", //
                "-c:a",
                "aac",
                "-ar",
                "48000",
                file.toString());
        return file;
    }

    /** The same as HLS: a playlist of segments of two seconds beside it. */
    static Path playlist(Path clip, Path file) {
        Ffmpeg.run(
                "-i",
                clip.toString(),
                "-c",
                "copy", //
                "-f",
                "hls",
                "-hls_time",
                "2",
                "-hls_list_size",
                "0",
                file.toString());
        return file;
    }

    /** What is in {@code clip}, in another container. */
    static Path remuxed(Path clip, Path file, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "-i";
        arguments[1] = clip.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        arguments[options.length + 2] = file.toString();
        Ffmpeg.run(arguments);
        return file;
    }
}
