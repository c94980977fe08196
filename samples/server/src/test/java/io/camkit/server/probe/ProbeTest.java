package io.camkit.server.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamKit;
import io.camkit.Credentials;
import io.camkit.SourceSpec;
import io.camkit.server.probe.Finding.State;
import io.camkit.testkit.ScriptedSourceSpec;
import io.camkit.testkit.peers.Ffmpeg;
import io.camkit.testkit.peers.GstRtspServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Connection tests against a server that we did not write. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProbeTest {
    private static final Credentials VIEWER = Credentials.of("viewer", "let-me-see");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Finding> findings = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private GstRtspServer server;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = GstRtspServer.of(Ffmpeg.h264(folder.resolve("clip.h264"), 640, 360, 25, 25, 50))
                .digest(VIEWER)
                .start();
    }

    @AfterAll
    void end() {
        server.close();
    }

    private State probe(String address) throws InterruptedException {
        SourceSpec source;
        try (CamKit kit = CamKit.create()) {
            source = kit.source(address, Optional.empty());
        }
        findings.clear();
        return Probe.run(source, true, PATIENCE, findings::add);
    }

    private Finding last() {
        return findings.get(findings.size() - 1);
    }

    @Test
    void everyStepOfACameraThatWorksIsTimed() throws InterruptedException {
        assertEquals(State.OK, probe("rtsp://viewer:let-me-see@localhost:" + server.port() + "/cam0"));

        assertEquals(Probe.STEPS, findings.stream().map(Finding::step).toList());
        assertTrue(findings.stream().allMatch(finding -> finding.state() == State.OK), findings::toString);
        assertTrue(findings.stream().limit(5).allMatch(finding -> finding.millis() != null), findings::toString);
        assertTrue(String.valueOf(last().detail()).contains("a key frame every 1.0 s (25 frames)"), last()::toString);
    }

    @Test
    void aWrongPasswordFailsAtTheLogIn() throws InterruptedException {
        assertEquals(State.FAILED, probe("rtsp://viewer:wrong@localhost:" + server.port() + "/cam0"));

        assertEquals(Probe.LOG_IN, last().step());
        assertEquals("CK-2104", last().code());
    }

    @Test
    void aWrongPathFailsAtTheDescription() throws InterruptedException {
        assertEquals(State.FAILED, probe("rtsp://viewer:let-me-see@localhost:" + server.port() + "/attic"));

        assertEquals("CK-2105", last().code());
    }

    @Test
    void whatFfmpegOpensIsTestedLikeOthers() throws InterruptedException {
        assertEquals(State.OK, probe("ffmpeg:rtsp://viewer:let-me-see@localhost:" + server.port() + "/cam0"));

        assertEquals(Probe.STEPS, findings.stream().map(Finding::step).toList());
        assertTrue(String.valueOf(last().detail()).contains("a key frame every 1.0 s (25 frames)"), last()::toString);
    }

    @Test
    void anUnknownUsbCameraIsSaidToBeOne() throws InterruptedException {
        assertEquals(State.FAILED, probe("ffmpeg:v4l2:no-such-camera"));

        assertEquals("CK-4121", last().code());
    }

    @Test
    void aSourceThatShowsNothingFailsAtTheFirstPictureInTime() throws InterruptedException {
        State state = Probe.run(ScriptedSourceSpec.jpeg().stall(), false, Duration.ofMillis(300), findings::add);

        assertEquals(State.FAILED, state);
        assertEquals(Probe.KEY_FRAME, last().step());
        assertEquals("CK-6121", last().code());
    }
}
