package io.camkit.source.mjpeg;

import io.camkit.SourceSpec;
import io.camkit.testkit.NetworkSourceContract;
import io.camkit.testkit.peers.Lighttpd;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Against lighttpd, which has one picture and no ETag for it: every request gets it anew. */
class SnapshotContractTest extends NetworkSourceContract {
    @TempDir
    static Path directory;

    private static Lighttpd camera;

    @BeforeAll
    static void startServer() throws Exception {
        Files.write(directory.resolve("snapshot.jpg"), Jpegs.of(320, 240));
        camera = Lighttpd.filesWithoutEtag(directory);
    }

    @AfterAll
    static void endServer() {
        camera.close();
    }

    @Override
    protected InetSocketAddress peer() {
        return camera.address();
    }

    @Override
    protected SourceSpec at(InetSocketAddress address) {
        return MjpegCamera.at("http://127.0.0.1:" + address.getPort() + "/snapshot.jpg")
                .every(Duration.ofMillis(40));
    }
}
