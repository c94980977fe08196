package io.camkit.server.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Codec;
import io.camkit.SourceSpec;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.GstRtspServer;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a connection test says of cameras that work and could be better, against GStreamer's server, in 13 s at most. */
@Tag("proof")
class ConnectionTestProof {
    private static final Duration MOST = Duration.ofSeconds(13);

    private final List<Finding> findings = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private Finding finding(GstRtspServer.Setup camera, String step) throws InterruptedException {
        try (GstRtspServer server = camera.start();
                CamKit kit = CamKit.create()) {
            SourceSpec source = kit.source(server.uri(0), Optional.empty());
            long begun = System.nanoTime();
            assertEquals(
                    Finding.State.ADVICE,
                    Probe.run(source, true, Duration.ofSeconds(10), findings::add),
                    findings::toString);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.compareTo(MOST) < 0, () -> "it took " + took);
            Finding found = findings.stream()
                    .filter(one -> one.step().equals(step))
                    .findFirst()
                    .orElseThrow();
            System.out.printf("connection test, %.1f s: %s %s%n", took.toMillis() / 1e3, found.code(), found.detail());
            return found;
        }
    }

    @Test
    void tenSecondsBetweenKeyFrames() throws Exception {
        Path clip = Ffmpeg.h264(folder.resolve("long.h264"), 320, 180, 25, 250, 500);
        Finding found = finding(GstRtspServer.of(clip), Probe.MEASURED);

        assertEquals("CK-6133", found.code());
        assertTrue(String.valueOf(found.detail()).contains("GOP is 10 s"), found::toString);
    }

    @Test
    void distancesThatVary() throws Exception {
        Path clip = folder.resolve("smart.h264");
        try (OutputStream both = Files.newOutputStream(clip)) {
            Files.copy(Ffmpeg.h264(folder.resolve("short.h264"), 320, 180, 25, 25, 25), both);
            Files.copy(Ffmpeg.h264(folder.resolve("long.h264"), 320, 180, 25, 100, 100), both);
        }

        assertEquals("CK-6134", finding(GstRtspServer.of(clip), Probe.MEASURED).code());
    }

    @Test
    void h265() throws Exception {
        Path clip = Ffmpeg.h265(folder.resolve("clip.h265"), 320, 180, 25, 25, 100);

        assertEquals(
                "CK-6131",
                finding(GstRtspServer.of(Codec.H265, clip), Probe.PLAYABLE).code());
    }
}
