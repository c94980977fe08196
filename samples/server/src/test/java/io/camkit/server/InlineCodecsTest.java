package io.camkit.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.server.browser.ServerProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose owner prefers FFmpeg in the server's own process. */
@Timeout(60)
class InlineCodecsTest {
    private static final String INLINE = """
            codecs: {isolation: inline}
            cameras:
              - {id: video, source: "test:clock?codec=h264&width=640&height=360"}
            """;

    @TempDir
    Path folder;

    @Test
    void whatTheConfigurationSaysAboutIsolationHolds() {
        try (ServerProcess server = ServerProcess.start(folder, 0, INLINE)) {
            server.awaitLog("camera video: frames");

            assertTrue(server.get("/cameras/video/snapshot.jpg?width=320").contains("Lavc"), "a JPEG by FFmpeg");

            server.awaitLog("(FFmpeg in this process)");
            String feeds = server.get("/api/cameras/video");
            assertTrue(feeds.contains("\"key\":\"JPEG 320x180\""), feeds);
            assertFalse(feeds.contains("cpuSeconds"), "only a child's cost can be told apart");
        }
    }
}
