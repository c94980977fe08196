package io.camkit.codec.javacv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.FrameHeader;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.peers.FfmpegStreamServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ChildInputTest {
    private static final Duration END = Duration.ofSeconds(10);

    @TempDir
    private static Path folder;

    private static Path clip;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    @BeforeAll
    static void encode() {
        clip = Clips.h264AndAac(folder.resolve("clip.mp4"), 1);
    }

    @Test
    void aCrashEndsTheAttemptAndNothingElse() throws Exception {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(Ffmpeg.input(clip.toString()).open()).awaitFrames(5);
            ProcessHandle child = childOf("InputChild");
            new ProcessBuilder("/bin/kill", "-SEGV", String.valueOf(child.pid()))
                    .start()
                    .waitFor();
            // the probe's time runs ahead of a JVM that is still writing about its crash
            child.onExit().get(30, TimeUnit.SECONDS);

            CamkitException end = probe.awaitEnd(END);

            assertEquals("CK-2503", end.code());
            assertTrue(end.what().contains("SIGSEGV"), end::what);
        }
    }

    @Test
    void aChildPlaysSrtAndHasNoSecretAmongItsArguments() throws Exception {
        try (FfmpegStreamServer server = FfmpegStreamServer.srt(clip);
                SourceProbe probe = SourceProbe.over(leaks)) {
            List<FrameHeader> frames = probe.start(
                            Ffmpeg.input(server.uri() + "?streamid=s3cret-name").open())
                    .awaitFrames(15);
            assertEquals(
                    Set.of("H264 160x96 25 fps", "AAC 48000 Hz, 1 ch"),
                    frames.stream().map(frame -> frame.track().toString()).collect(Collectors.toSet()));
            ProcessHandle child = childOf("InputChild");

            assertFalse(arguments(child).contains("s3cret"));

            probe.stop();
            assertEquals("CK-1302", probe.awaitEnd(END).code());
            assertEquals(List.of(), probe.brokenRules());
            child.onExit().get(5, TimeUnit.SECONDS);
        }
    }

    private static ProcessHandle childOf(String main) {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> arguments(child).contains(main))
                .findFirst()
                .orElseThrow();
    }

    private static String arguments(ProcessHandle child) {
        try {
            return Files.readString(Path.of("/proc/" + child.pid() + "/cmdline"));
        } catch (IOException e) {
            return "";
        }
    }
}
