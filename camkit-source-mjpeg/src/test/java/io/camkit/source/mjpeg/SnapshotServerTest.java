package io.camkit.source.mjpeg;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.camkit.Credentials;
import io.camkit.FrameHeader;
import io.camkit.KeyFrames;
import io.camkit.spi.Source;
import io.camkit.testkit.FaultProxy;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.SourceProbe;
import io.camkit.testkit.peers.Lighttpd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** lighttpd with a picture that somebody replaces now and then, as many cameras are made. */
class SnapshotServerTest {
    private static final Duration OFTEN = Duration.ofMillis(100);

    @TempDir
    Path directory;

    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private Lighttpd camera;

    @BeforeEach
    void startServer() throws IOException {
        show(32, 16);
        camera = Lighttpd.files(directory);
    }

    @AfterEach
    void endServer() {
        camera.close();
    }

    private void show(int width, int height) throws IOException {
        Path fresh = Files.write(directory.resolve("fresh"), Jpegs.of(width, height));
        Files.move(fresh, directory.resolve("snapshot.jpg"), ATOMIC_MOVE);
    }

    private MjpegCamera at(int port) {
        return MjpegCamera.at("http://127.0.0.1:" + port + "/snapshot.jpg").every(OFTEN);
    }

    @Test
    void aPictureThatDoesNotChangeIsOneFrameAndSignsOfLife() throws IOException {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(camera.port()).open()).awaitFrames(1);
            probe.awaitUnchanged(5);
            assertEquals(1, probe.received().size());

            show(64, 48);
            List<FrameHeader> frames = probe.awaitFrames(2);

            assertEquals(64, frames.get(1).track().width());
            assertEquals("JPEG pictures over HTTP", probe.transport());
        }
    }

    @Test
    void somebodyWhoJoinsGetsAPictureThoughItHasNotChanged() {
        Source source = at(camera.port()).every(Duration.ofHours(1)).open();
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(source).awaitFrames(1);
            for (int frames = 2; frames <= 3; frames++) {
                source.capability(KeyFrames.class).orElseThrow().request();
                probe.awaitFrames(frames);
            }

            assertEquals(0, probe.unchangedCount());
        }
    }

    @Test
    void allPicturesComeOverOneConnection() throws IOException {
        try (FaultProxy network = FaultProxy.to(camera.address());
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(network.address().getPort()).open()).awaitFrames(1);
            probe.awaitUnchanged(3);

            assertEquals(1, network.connections());
        }
    }

    @Test
    void aConnectionThatWasClosedWhileNobodyAskedIsReplaced() throws Exception {
        try (FaultProxy network = FaultProxy.to(camera.address());
                SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(network.address().getPort()).open()).awaitFrames(1);
            probe.awaitUnchanged(1);
            network.cut();
            show(64, 48);
            probe.awaitFrames(2);

            assertEquals(2, network.connections());
        }
    }

    @Test
    void aServerThatFallsSilentBetweenTwoPicturesIsGivenUp() {
        try (FaultProxy network = FaultProxy.to(camera.address());
                SourceProbe probe = SourceProbe.over(leaks)) {
            MjpegCamera slow = at(network.address().getPort()).every(Duration.ofSeconds(10));
            probe.start(slow.open()).awaitFrames(1);
            network.stall();
            network.silence();

            assertEquals("CK-2203", probe.awaitEnd(Duration.ofSeconds(25)).code());
        }
    }

    @Test
    void aPasswordIsAskedForOnceAndThenSentAlong() throws IOException {
        Credentials viewer = Credentials.of("viewer", "s3cret");
        try (Lighttpd guard = Lighttpd.digest(camera.port(), viewer);
                FaultProxy network = FaultProxy.to(guard.address());
                SourceProbe probe = SourceProbe.over(leaks)) {
            MjpegCamera spec = at(network.address().getPort()).credentials(viewer.username(), viewer.password());
            probe.start(spec.open()).awaitFrames(1);
            probe.awaitUnchanged(2);
            show(64, 48);
            probe.awaitFrames(2);

            assertEquals(2, network.connections());
        }
    }

    @Test
    void aPictureThatIsGoneEndsTheAttempt() throws IOException {
        try (SourceProbe probe = SourceProbe.over(leaks)) {
            probe.start(at(camera.port()).open()).awaitFrames(1);
            Files.delete(directory.resolve("snapshot.jpg"));

            assertEquals("CK-2205", probe.awaitEnd(Duration.ofSeconds(10)).code());
        }
    }
}
