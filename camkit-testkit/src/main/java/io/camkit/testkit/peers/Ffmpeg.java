package io.camkit.testkit.peers;

import io.camkit.Codec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** FFmpeg's command line, for clips at test time and for a second opinion on what camkit writes. */
public final class Ffmpeg {
    private static final Program FFMPEG = new Program("ffmpeg", "ffmpeg");
    private static final Program FFPROBE = new Program("ffprobe", "ffmpeg");
    private static final int DEADLINE_SECONDS = 60;

    private Ffmpeg() {}

    /** The binary. */
    public static Path locate() {
        return FFMPEG.locate();
    }

    /** Runs ffmpeg with these arguments to its end; fails with what it said when it does not succeed. */
    public static void run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(locate().toString(), "-nostdin", "-v", "error", "-y"));
        command.addAll(List.of(arguments));
        try (ChildProcess child = ChildProcess.start(command)) {
            child.awaitSuccess(DEADLINE_SECONDS);
        }
    }

    /**
     * Writes an Annex B clip of moving shapes: baseline, access unit delimiters, no B-frames, closed GOPs.
     *
     * @param frames its length, best a multiple of {@code gop} when it is to be looped
     * @return {@code file}
     */
    public static Path h264(Path file, int width, int height, int framesPerSecond, int gop, int frames) {
        run(
                "-f",
                "lavfi",
                "-i",
                source(width, height, framesPerSecond),
                "-frames:v",
                String.valueOf(frames),
                "-c:v",
                "libx264",
                "-preset",
                "veryfast",
                "-profile:v",
                "baseline",
                "-pix_fmt",
                "yuv420p",
                "-x264-params",
                "aud=1:scenecut=0:keyint=" + gop + ":min-keyint=" + gop,
                "-f",
                "h264",
                file.toString());
        return file;
    }

    /** The same in H.265. */
    public static Path h265(Path file, int width, int height, int framesPerSecond, int gop, int frames) {
        run(
                "-f",
                "lavfi",
                "-i",
                source(width, height, framesPerSecond),
                "-frames:v",
                String.valueOf(frames),
                "-c:v",
                "libx265",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                "-x265-params",
                "log-level=error:bframes=0:repeat-headers=1:scenecut=0:keyint=" + gop + ":min-keyint=" + gop,
                "-f",
                "hevc",
                file.toString());
        return file;
    }

    /** Writes a tone of one channel: AAC as ADTS at 48 kHz, Opus in Ogg with frames of 20 ms, or G.711 as it is. */
    public static Path sound(Path file, Codec codec, int seconds) {
        List<String> encoding = switch (codec) {
            case AAC -> List.of("-c:a", "aac", "-ar", "48000", "-f", "adts");
            case OPUS -> List.of("-c:a", "libopus", "-ar", "48000", "-f", "ogg");
            case PCMA -> List.of("-c:a", "pcm_alaw", "-ar", "8000", "-f", "alaw");
            case PCMU -> List.of("-c:a", "pcm_mulaw", "-ar", "8000", "-f", "mulaw");
            default -> throw new IllegalArgumentException(codec + " is no sound");
        };
        List<String> arguments =
                new ArrayList<>(List.of("-f", "lavfi", "-i", "sine=frequency=440:duration=" + seconds, "-ac", "1"));
        arguments.addAll(encoding);
        arguments.add(file.toString());
        run(arguments.toArray(String[]::new));
        return file;
    }

    /** Writes a clip of JPEGs, one after the other. */
    public static Path mjpeg(Path file, int width, int height, int framesPerSecond, int frames) {
        run(
                "-f",
                "lavfi",
                "-i",
                source(width, height, framesPerSecond),
                "-frames:v",
                String.valueOf(frames),
                "-c:v",
                "mjpeg",
                "-q:v",
                "5",
                "-pix_fmt",
                "yuvj420p",
                "-f",
                "mjpeg",
                file.toString());
        return file;
    }

    private static String source(int width, int height, int framesPerSecond) {
        return "testsrc2=size=" + width + "x" + height + ":rate=" + framesPerSecond;
    }

    /** Decodes the pictures of {@code file} and returns how many there are; fails when ffmpeg finds anything wrong with them. */
    public static int countFrames(Path file) {
        List<String> command = List.of(
                FFPROBE.locate().toString(),
                "-v",
                "error",
                "-select_streams",
                "v:0",
                "-count_frames",
                "-show_entries",
                "stream=nb_read_frames",
                "-of",
                "default=nokey=1:noprint_wrappers=1",
                file.toString());
        try (ChildProcess child = ChildProcess.start(command)) {
            String said = child.awaitSuccess(DEADLINE_SECONDS).strip();
            if (!said.matches("\\d+")) {
                throw new AssertionError(file + " does not decode cleanly:\n" + said);
            }
            return Integer.parseInt(said);
        }
    }
}
