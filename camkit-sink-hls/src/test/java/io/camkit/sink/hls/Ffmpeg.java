package io.camkit.sink.hls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** FFmpeg's programs, which the tests need installed. */
final class Ffmpeg {
    private Ffmpeg() {}

    /** What FFmpeg writes to its standard output; fails on anything that it complains about. */
    static byte[] run(String arguments) throws IOException {
        return start("ffmpeg", "-nostdin " + arguments);
    }

    /** What ffprobe says. */
    static String probe(String arguments) throws IOException {
        return new String(start("ffprobe", arguments), StandardCharsets.UTF_8).strip();
    }

    private static byte[] start(String program, String arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program, "-v", "error"));
        command.addAll(List.of(arguments.split(" ")));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.PIPE)
                    .start();
        } catch (IOException e) {
            throw new AssertionError(program + " is not installed: apt-get install -y ffmpeg", e);
        }
        byte[] output = process.getInputStream().readAllBytes();
        String complaints = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0 || !complaints.isBlank()) {
            throw new AssertionError(String.join(" ", command) + ": " + complaints);
        }
        return output;
    }
}
