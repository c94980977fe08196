package io.camkit.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** FFmpeg's command line, as the encoder of test clips and the judge of what we write. */
public final class Ffmpeg {
    private static final long DEADLINE_SECONDS = 60;
    private static final String MEND = " is not installed. Mend: apt-get install -y --no-install-recommends ffmpeg";

    private final Path folder;

    /** @param folder for files in between */
    public Ffmpeg(Path folder) {
        this.folder = folder;
    }

    /** H.264 in Annex B form of FFmpeg's test picture at 25 frames a second. */
    public byte[] h264(String size, int frames, String... encoderOptions) {
        Path file = folder.resolve("clip.h264");
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i"));
        command.add("testsrc2=r=25:s=" + size);
        command.addAll(List.of("-frames:v", String.valueOf(frames), "-pix_fmt", "yuv420p", "-c:v", "libx264"));
        command.addAll(List.of(encoderOptions));
        command.add(file.toString());
        run(command);
        return read(file);
    }

    /** One JPEG of FFmpeg's test picture. */
    public byte[] jpeg(String size) {
        Path file = folder.resolve("picture.jpg");
        run(List.of(
                "ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=" + size, "-frames:v", "1", "" + file));
        return read(file);
    }

    /** A checksum for each decoded picture. FFmpeg has nothing to complain about. */
    public List<String> pictures(String suffix, byte[] content) {
        Path file = write(suffix, content);
        String output = run(List.of("ffmpeg", "-v", "warning", "-i", "" + file, "-map", "0:v", "-f", "framemd5", "-"));
        return output.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .toList();
    }

    /** What ffprobe says of the stream or its packets, as {@code name=value} without wrappers, a line each. */
    public List<String> probe(byte[] mp4, String... entries) {
        Path file = write("mp4", mp4);
        List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "warning", "-of", "compact=p=0:nk=1"));
        command.addAll(List.of(entries));
        command.add(file.toString());
        return run(command).lines().filter(line -> !line.isBlank()).toList();
    }

    private Path write(String suffix, byte[] content) {
        try {
            return Files.write(folder.resolve("judged." + suffix), content);
        } catch (IOException e) {
            return fail(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return fail(e);
        }
    }

    private String run(List<String> command) {
        Path errors = folder.resolve("errors.txt");
        Process process;
        try {
            process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        } catch (IOException e) {
            return fail(command.get(0) + MEND, e);
        }
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                return fail(command + " took more than " + DEADLINE_SECONDS + " s");
            }
            assertEquals("", new String(read(errors), StandardCharsets.UTF_8), () -> "complaints of " + command);
            assertEquals(0, process.exitValue(), () -> "exit code of " + command);
            return output;
        } catch (IOException | InterruptedException e) {
            return fail(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
