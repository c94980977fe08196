package io.camkit.source.test;

import io.camkit.media.h264.Nal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Makes the clips of the H.264 test cameras anew, with the {@code ffmpeg} on the path; run it from the root of the project:
 *
 * <pre>
 * mvn -q -pl camkit-source-test -am test-compile
 * java -cp "$(ls -d camkit-{api,media,source-test}/target/classes camkit-source-test/target/test-classes | paste -sd:)" \
 *     io.camkit.source.test.ClipMaker camkit-source-test/src/main/resources/io/camkit/source/test
 * </pre>
 *
 * <p>One version of x264 on one machine makes the same bytes every time: it runs in one thread.
 */
final class ClipMaker {
    private static final int GOP_SECONDS = 2;

    private ClipMaker() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        make(Path.of(arguments[0]), 1280, 720);
        make(Path.of(arguments[0]), 640, 360);
    }

    private static void make(Path folder, int width, int height) throws IOException, InterruptedException {
        Process ffmpeg = new ProcessBuilder(command(width, height))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var encoded = CompletableFuture.supplyAsync(() -> everything(ffmpeg.getInputStream()));
        var scene = new Scene(width, height, Clip.FRAME_RATE);
        try (OutputStream raw = ffmpeg.getOutputStream()) {
            for (int number = 0; number < Scene.LOOP_SECONDS * Clip.FRAME_RATE; number++) {
                write(scene.draw(number), raw);
            }
        }
        ByteBuffer clip = ByteBuffer.wrap(encoded.join());
        if (ffmpeg.waitFor() != 0) {
            throw new IOException("ffmpeg ended with " + ffmpeg.exitValue());
        }
        Files.write(folder.resolve("clock-" + width + "x" + height + ".h264"), tidied(clip));
    }

    private static List<String> command(int width, int height) {
        int gop = GOP_SECONDS * Clip.FRAME_RATE;
        String input = "-f rawvideo -pix_fmt yuvj420p -s " + width + "x" + height + " -r " + Clip.FRAME_RATE + " -i -";
        String colours = "-vf scale=in_range=full:in_color_matrix=bt601:out_range=tv:out_color_matrix=bt709"
                + " -pix_fmt yuv420p -color_range tv -colorspace bt709 -color_primaries bt709 -color_trc bt709";
        String encoder = "-c:v libx264 -profile:v baseline -level 3.1 -preset slow -refs 1 -crf 18 -threads 1 -g " + gop
                + " -keyint_min " + gop + " -sc_threshold 0 -x264-params aud=1:repeat-headers=1";
        return List.of(("ffmpeg -v error " + input + " " + colours + " " + encoder + " -f h264 -").split(" "));
    }

    private static byte[] everything(InputStream in) {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Picture picture, OutputStream raw) throws IOException {
        write(picture.y, picture.stride, picture.width, picture.height, raw);
        write(picture.cb, picture.stride / 2, picture.width / 2, picture.height / 2, raw);
        write(picture.cr, picture.stride / 2, picture.width / 2, picture.height / 2, raw);
    }

    private static void write(byte[] plane, int stride, int width, int height, OutputStream raw) throws IOException {
        for (int row = 0; row < height; row++) {
            raw.write(plane, row * stride, width);
        }
    }

    /** The same NAL units after start codes of four bytes, without the encoder's remarks about itself. */
    private static byte[] tidied(ByteBuffer clip) {
        var out = new ByteArrayOutputStream();
        int at = Nal.find(clip, 0, clip.limit());
        while (at != Nal.NONE) {
            int nal = at + 3;
            int following = Nal.find(clip, nal, clip.limit());
            int end = following == Nal.NONE ? clip.limit() : following;
            while (clip.get(end - 1) == 0) {
                end--;
            }
            if (Nal.type(clip.get(nal)) != Nal.SEI) {
                out.write(new byte[] {0, 0, 0, 1}, 0, Nal.START_CODE_LENGTH);
                byte[] unit = new byte[end - nal];
                clip.get(nal, unit);
                out.writeBytes(unit);
            }
            at = following;
        }
        return out.toByteArray();
    }
}
