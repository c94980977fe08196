package io.camkit.server.browser;

import io.camkit.source.test.TestCamera;
import io.camkit.testkit.peers.Ffmpeg;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The clip of the test camera, whose frames are numbered by barcode, as files for other people's servers. */
public final class Clips {
    /** Frames until the numbers begin anew. */
    public static final int LENGTH = 250;

    private Clips() {}

    /** 640x360 at 25 frames a second, as H.264 in Annex B form. */
    public static Path h264(Path folder) throws IOException {
        Path file = folder.resolve("clip.h264");
        try (InputStream in = TestCamera.class.getResourceAsStream("clock-640x360.h264")) {
            Files.copy(Objects.requireNonNull(in), file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** The same frames in another profile of H.264: {@code baseline}, {@code main} or {@code high}. */
    public static Path h264(Path folder, String profile) throws IOException {
        Path file = folder.resolve(profile + ".h264");
        Ffmpeg.run(("-f h264 -framerate 25 -i " + h264(folder) + " -c:v libx264 -profile:v " + profile
                        + " -preset veryfast -tune zerolatency -g 50 -bf 0 -pix_fmt yuv420p -f h264 " + file)
                .split(" "));
        return file;
    }

    /** The same frames, each as a JPEG. */
    public static Path jpegs(Path folder) throws IOException {
        Path file = folder.resolve("clip.mjpeg");
        Ffmpeg.run(
                ("-f h264 -framerate 25 -i " + h264(folder) + " -c:v mjpeg -q:v 4 -pix_fmt yuvj420p -f mjpeg " + file)
                        .split(" "));
        return file;
    }
}
